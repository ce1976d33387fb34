using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedforward.Tabular;

/// <summary>Σx and Σx² of whole numbers from 0 to 255, both exact, many numbers at a time.</summary>
internal static class ByteSums
{
    // A 16-bit sum takes two numbers of each vector; so many vectors cannot make it overflow.
    private const int VectorsAtOnce = ushort.MaxValue / (2 * byte.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Sum, long Squares) Of(ReadOnlySpan<byte> values)
    {
        var (sum, squares) = (0L, 0L);
        var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(values);
        foreach (var value in values[(vectors.Length * Vector<byte>.Count)..])
        {
            sum += value;
            squares += value * value;
        }

        for (; !vectors.IsEmpty; vectors = vectors[Math.Min(VectorsAtOnce, vectors.Length)..])
        {
            var (sums, squareSums) = (Vector<ushort>.Zero, Vector<uint>.Zero);
            foreach (var vector in vectors[..Math.Min(VectorsAtOnce, vectors.Length)])
            {
                Vector.Widen(vector, out var low, out var high);
                sums += low + high;
                Vector.Widen(low * low, out var first, out var second);
                Vector.Widen(high * high, out var third, out var fourth);
                squareSums += first + second + (third + fourth);
            }

            Vector.Widen(sums, out var lowSums, out var highSums);
            sum += Vector.Sum(lowSums + highSums);
            Vector.Widen(squareSums, out var lowSquares, out var highSquares);
            squares += (long)Vector.Sum(lowSquares + highSquares);
        }

        return (sum, squares);
    }
}
