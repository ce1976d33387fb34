using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>A formula applied at each position of some arrays.</summary>
internal interface IElementwise
{
    /// <summary>Computes the numbers at positions <paramref name="i"/> to <paramref name="i"/> + count − 1 of the lane.</summary>
    void At<T>(nint i)
        where T : struct, IFloatLane<T>;
}

/// <summary>
/// The one traversal of elementwise work: the widest vectors the processor has, then narrower ones, then single
/// numbers. Every position takes the same formula, so the result does not depend on the widths.
/// </summary>
internal static class Elementwise
{
    /// <summary>Below this many elements another thread costs more than it brings.</summary>
    public const int ParallelThreshold = 32768;

    private const int PartLength = 8192;

    /// <summary>Applies the body at positions <paramref name="start"/> to <paramref name="end"/> − 1.</summary>
    public static void Range<TBody>(TBody body, nint start, nint end)
        where TBody : unmanaged, IElementwise
    {
        if (Vector512.IsHardwareAccelerated && end - start >= Lane512.Count)
        {
            start = Lanes<TBody, Lane512>(body, start, end);
        }

        if (Vector256.IsHardwareAccelerated && end - start >= Lane256.Count)
        {
            start = Lanes<TBody, Lane256>(body, start, end);
        }

        if (Vector128.IsHardwareAccelerated && end - start >= Lane128.Count)
        {
            start = Lanes<TBody, Lane128>(body, start, end);
        }

        if (start < end)
        {
            Lanes<TBody, Real32>(body, start, end);
        }
    }

    /// <summary>
    /// Applies the body with one width as far as whole lanes go and returns where they end. A method for each width,
    /// because the compiler inlines a limited amount of code into one method and calls the rest of a long formula.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint Lanes<TBody, T>(TBody body, nint start, nint end)
        where TBody : unmanaged, IElementwise
        where T : struct, IFloatLane<T>
    {
        for (; start + T.Count <= end; start += T.Count)
        {
            body.At<T>(start);
        }

        return start;
    }

    /// <summary>Applies the body at positions 0 to <paramref name="count"/> − 1, in parts on several threads where that pays.</summary>
    public static void Run<TBody>(TBody body, int count, int threads)
        where TBody : unmanaged, IElementwise
    {
        if (threads <= 1 || count < ParallelThreshold)
        {
            Range(body, 0, count);
            return;
        }

        var work = new Parts<TBody>(body, count);
        Team.Run((count + PartLength - 1) / PartLength, threads, ref work);
    }

    private readonly struct Parts<TBody>(TBody body, int count) : IParallelWork
        where TBody : unmanaged, IElementwise
    {
        public void Execute(int part)
        {
            var start = part * PartLength;
            Range(body, start, Math.Min(count, start + PartLength));
        }
    }
}
