namespace Feedforward.Kernels;

/// <summary>The error function in double precision, for checks (the framework has none).</summary>
internal static class ErrorFunction
{
    /// <summary>erf(x) to about 15 digits: Abramowitz and Stegun 7.1.6 below 3, the continued fraction 7.1.14 above.</summary>
    public static double Of(double x)
    {
        var magnitude = Math.Abs(x);
        if (!(magnitude < 3))
        {
            return double.IsNaN(x) ? x : Math.CopySign(magnitude > 6 ? 1 : 1 - Complement(magnitude), x);
        }

        // erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1))
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double Complement(double x)
    {
        var fraction = x;
        for (var k = 60; k >= 1; k--)
        {
            fraction = x + (k / 2.0 / fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
