namespace Feedforward.Kernels;

/// <summary>
/// The inverse of the normal distribution function, to about 7 digits: Wichura, "Algorithm AS 241: The percentage
/// points of the normal distribution", Applied Statistics 37 (1988), routine PPND7, in 32-bit arithmetic.
/// </summary>
internal static class NormalQuantile
{
    /// <summary>The z with P(Z ≤ z) = p.</summary>
    /// <param name="p">A probability strictly between 0 and 1.</param>
    public static float Of(float p)
    {
        var q = p - 0.5f;
        if (MathF.Abs(q) <= 0.425f)
        {
            var r = 0.180625f - (q * q);
            return q * Polynomial(r, 59.109374720f, 159.29113202f, 50.434271938f, 3.3871327179f)
                / Polynomial(r, 67.187563600f, 78.757757664f, 17.895169469f, 1f);
        }

        var tail = q < 0 ? p : 1f - p;
        var s = MathF.Sqrt(-Real32.Log(new Real32(tail)).Value);
        float z;
        if (s <= 5f)
        {
            s -= 1.6f;
            z = Polynomial(s, 0.17023821103f, 1.3067284816f, 2.7568153900f, 1.4234372777f)
                / Polynomial(s, 0f, 0.12021132975f, 0.73700164250f, 1f);
        }
        else
        {
            s -= 5f;
            z = Polynomial(s, 0.017337203997f, 0.42868294337f, 3.0812263860f, 6.6579051150f)
                / Polynomial(s, 0f, 0.012258202635f, 0.24197894225f, 1f);
        }

        return q < 0 ? -z : z;
    }

    private static float Polynomial(float x, float c3, float c2, float c1, float c0) =>
        (((((c3 * x) + c2) * x) + c1) * x) + c0;
}
