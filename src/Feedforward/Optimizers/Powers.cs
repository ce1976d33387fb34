namespace Feedforward.Optimizers;

/// <summary>Whole powers by repeated squaring: the same bits everywhere, which Math.Pow does not promise.</summary>
internal static class Powers
{
    /// <summary>xⁿ for n ≥ 0.</summary>
    public static double Of(double x, long n)
    {
        var result = 1.0;
        for (; n > 0; n >>= 1, x *= x)
        {
            if ((n & 1) == 1)
            {
                result *= x;
            }
        }

        return result;
    }
}
