using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedforward.Kernels;

/// <summary>Whether numbers are all finite: x − x is 0 where x is, and not a number where x is ∞ or NaN.</summary>
internal static class FiniteNumbers
{
    /// <summary>Whether every number is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Only(ReadOnlySpan<float> x)
    {
        // Four sums, because a single one would wait for each addition before the next.
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(x);
        Vector<float> zeros0 = Vector<float>.Zero, zeros1 = zeros0, zeros2 = zeros0, zeros3 = zeros0;
        var i = 0;
        for (; i + 4 <= vectors.Length; i += 4)
        {
            zeros0 += vectors[i] - vectors[i];
            zeros1 += vectors[i + 1] - vectors[i + 1];
            zeros2 += vectors[i + 2] - vectors[i + 2];
            zeros3 += vectors[i + 3] - vectors[i + 3];
        }

        for (; i < vectors.Length; i++)
        {
            zeros0 += vectors[i] - vectors[i];
        }

        var zero = Vector.Sum(zeros0 + zeros1 + (zeros2 + zeros3));
        foreach (var value in x[(vectors.Length * Vector<float>.Count)..])
        {
            zero += value - value;
        }

        return zero == 0;
    }
}
