using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>A sum of 32-bit numbers in double precision, in an order that depends on their number alone: eight running sums, one for each position modulo 8, added pairwise at the end.</summary>
internal unsafe struct RunningSums
{
    /// <summary>How many sums there are; blocks but the last have a multiple of it.</summary>
    public const int Count = 8;

    private fixed double _sums[Count];

    /// <summary>(s₀ + s₄) + (s₁ + s₅) + ((s₂ + s₆) + (s₃ + s₇)).</summary>
    public readonly double Total =>
        (_sums[0] + _sums[4]) + (_sums[1] + _sums[5]) + ((_sums[2] + _sums[6]) + (_sums[3] + _sums[7]));

    /// <summary>Adds numbers, the first of which stands at a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Add(float* x, int count)
    {
        fixed (double* sums = _sums)
        {
            var (low, high) = (Vector256.Load(sums), Vector256.Load(sums + 4));
            var i = 0;
            for (; i + Count <= count; i += Count)
            {
                var (first, second) = Vector256.Widen(Vector256.Load(x + i));
                low += first;
                high += second;
            }

            low.Store(sums);
            high.Store(sums + 4);
            for (; i < count; i++)
            {
                sums[i & 7] += x[i];
            }
        }
    }

    /// <summary>Adds one number at a position.</summary>
    public void Add(double x, int position) => _sums[position & 7] += x;

    /// <summary>Adds the squares of numbers, which are exact in double precision; the first of them stands at a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void AddSquares(float* x, int count)
    {
        fixed (double* sums = _sums)
        {
            var (low, high) = (Vector256.Load(sums), Vector256.Load(sums + 4));
            var i = 0;
            for (; i + Count <= count; i += Count)
            {
                var (first, second) = Vector256.Widen(Vector256.Load(x + i));
                low += first * first;
                high += second * second;
            }

            low.Store(sums);
            high.Store(sums + 4);
            for (; i < count; i++)
            {
                sums[i & 7] += (double)x[i] * x[i];
            }
        }
    }
}
