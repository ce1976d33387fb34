namespace Feedforward.Kernels;

/// <summary>Σ xᵢ², added as <see cref="RunningSums"/>.</summary>
internal static unsafe class SumOfSquares
{
    /// <summary>Σ xᵢ².</summary>
    public static double Of(ReadOnlySpan<float> x)
    {
        var sums = default(RunningSums);
        fixed (float* p = x)
        {
            sums.AddSquares(p, x.Length);
        }

        return sums.Total;
    }
}
