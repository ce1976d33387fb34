using System.Numerics;
using System.Runtime.InteropServices;

namespace Feedforward.Kernels;

/// <summary>Whether numbers are all finite: x − x is 0 where x is, and not a number where x is ∞ or NaN.</summary>
internal static class FiniteNumbers
{
    /// <summary>Whether every number is finite.</summary>
    public static bool Only(ReadOnlySpan<float> x)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(x);
        var zeros = Vector<float>.Zero;
        foreach (var vector in vectors)
        {
            zeros += vector - vector;
        }

        var zero = Vector.Sum(zeros);
        foreach (var value in x[(vectors.Length * Vector<float>.Count)..])
        {
            zero += value - value;
        }

        return zero == 0;
    }
}
