using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Feedforward.Kernels;

/// <summary>
/// Sixteen consecutive numbers of a row, or the last few of it filled up. What goes over a whole row keeps sixteen running
/// results, one for each index modulo 16, and joins them in one fixed tree, so its bits do not depend on the vectors'
/// width.
/// </summary>
internal static unsafe class RowPart
{
    /// <summary>How many numbers.</summary>
    public const int Length = 16;

    /// <summary>Reads the first <paramref name="count"/> numbers, at most sixteen; the others are those of <paramref name="fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source, int count, Vector512<float> fill)
    {
        if (count >= Length)
        {
            return Vector512.Load(source);
        }

        if (Avx512F.IsSupported)
        {
            return Avx512F.MaskLoad(source, Mask(count), fill);
        }

        LoadSingly(source, count, ref fill);
        return fill;
    }

    /// <summary>The first <paramref name="count"/> numbers of a vector, 0 behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Keep(Vector512<float> x, int count) => count >= Length ? x : x & Mask(count);

    /// <summary>Writes the first <paramref name="count"/> numbers, at most sixteen, and nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* destination, int count)
    {
        if (count >= Length)
        {
            value.Store(destination);
        }
        else if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(destination, Mask(count), value);
        }
        else
        {
            StoreSingly(ref value, destination, count);
        }
    }

    /// <summary>The sum of sixteen numbers: those eight apart are added first, then those four, two and one apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> x)
    {
        var eight = x.GetLower() + x.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return (two + Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The largest of sixteen numbers, in the same tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector512<float> x)
    {
        var (low, high) = (x.GetLower(), x.GetUpper());
        var eight = Vector256.ConditionalSelect(Vector256.GreaterThan(low, high), low, high);
        var four = Larger(eight.GetLower(), eight.GetUpper());
        var two = Larger(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Larger(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The larger of each two numbers; the second where either is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Larger(Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Mask(int count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadSingly(float* source, int count, ref Vector512<float> into)
    {
        ref var first = ref Unsafe.As<Vector512<float>, float>(ref into);
        for (var i = 0; i < count; i++)
        {
            Unsafe.Add(ref first, i) = source[i];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreSingly(ref Vector512<float> value, float* destination, int count)
    {
        ref var first = ref Unsafe.As<Vector512<float>, float>(ref value);
        for (var i = 0; i < count; i++)
        {
            destination[i] = Unsafe.Add(ref first, i);
        }
    }
}
