using Feedforward.Kernels;

namespace Feedforward.Randomness;

/// <summary>The standard normal distribution, mean 0 and variance 1.</summary>
public static class NormalDistribution
{
    /// <summary>The quantile Φ⁻¹(p): the z with P(Z ≤ z) = p, to about 7 digits, with the same bits on every machine.</summary>
    /// <param name="p">A probability strictly between 0 and 1. As 1 − p is rounded for p near 1, take −Φ⁻¹(1 − p) there where 1 − p is known exactly.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not between 0 and 1.</exception>
    /// <remarks>Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988).</remarks>
    public static float Quantile(float p) => p is > 0 and < 1
        ? NormalQuantile.Of(p)
        : throw new ArgumentOutOfRangeException(nameof(p), p, "A probability strictly between 0 and 1 was expected.");
}
