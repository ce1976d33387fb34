namespace Feedforward.Kernels;

/// <summary>cos(πt) of double precision from exactly rounded operations, because the platform's cosine may differ in its last bit.</summary>
internal static class PortableCosine
{
    /// <summary>cos(πt) for any t of moderate size, to about 15 digits.</summary>
    public static double OfPi(double t)
    {
        // Reduce to u in [0, ½] with cos(πt) = ±cos(πu) exactly; then a Taylor sum of cosine or sine up to π/4.
        t = Math.Abs(t) % 2;
        if (t > 1)
        {
            t = 2 - t;
        }

        var sign = 1.0;
        if (t > 0.5)
        {
            t = 1 - t;
            sign = -1;
        }

        return sign * (t <= 0.25 ? Series(Math.PI * t, 1) : Series(Math.PI * (0.5 - t), Math.PI * (0.5 - t)));
    }

    /// <summary>Σ (−1)ᵏ x^(2k)·first / ((n + 1)(n + 2)…): cosine for first = 1, sine for first = x.</summary>
    private static double Series(double x, double first)
    {
        var offset = first == 1 ? 0 : 1;
        double term = first, sum = first;
        for (var k = 1; k <= 10; k++)
        {
            term *= -x * x / (((2 * k) - 1 + offset) * (double)((2 * k) + offset));
            sum += term;
        }

        return sum;
    }
}
