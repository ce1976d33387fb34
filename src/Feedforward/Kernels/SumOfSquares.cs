namespace Feedforward.Kernels;

/// <summary>Σ xᵢ², in an order that depends on the length alone: eight running sums in double precision, added pairwise at the end.</summary>
internal static class SumOfSquares
{
    /// <summary>Σ xᵢ².</summary>
    public static double Of(ReadOnlySpan<float> x)
    {
        Span<double> sums = stackalloc double[8];
        sums.Clear();
        for (var i = 0; i < x.Length; i++)
        {
            sums[i & 7] += (double)x[i] * x[i];
        }

        return (sums[0] + sums[4]) + (sums[1] + sums[5]) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
    }
}
