using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>One row of a tile: one, two or four vectors side by side, the last of which the matrix may cut.</summary>
/// <typeparam name="TSelf">The strip itself.</typeparam>
/// <typeparam name="T">The vector.</typeparam>
internal unsafe interface ILaneStrip<TSelf, T>
    where TSelf : struct, ILaneStrip<TSelf, T>
    where T : struct, IVectorLane<T>
{
    /// <summary>Reads a strip; the mask says which numbers of the last vector are inside.</summary>
    static abstract TSelf Load(float* source, T mask);

    /// <summary>Writes a strip.</summary>
    static abstract void Store(TSelf strip, float* target, T mask);

    /// <summary>x·b + c with one rounding, x the same for the whole strip.</summary>
    static abstract TSelf MultiplyAdd(T x, TSelf b, TSelf c);
}

/// <summary>One vector.</summary>
internal unsafe struct OneLane<T, TEdge> : ILaneStrip<OneLane<T, TEdge>, T>
    where T : struct, IVectorLane<T>
    where TEdge : struct, ILaneEdge<T>
{
    private T _0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T, TEdge> Load(float* source, T mask) => new() { _0 = TEdge.Load(source, mask) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(OneLane<T, TEdge> strip, float* target, T mask) => TEdge.Store(strip._0, target, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane<T, TEdge> MultiplyAdd(T x, OneLane<T, TEdge> b, OneLane<T, TEdge> c) =>
        new() { _0 = T.FusedMultiplyAdd(x, b._0, c._0) };
}

/// <summary>Two vectors.</summary>
internal unsafe struct TwoLanes<T, TEdge> : ILaneStrip<TwoLanes<T, TEdge>, T>
    where T : struct, IVectorLane<T>
    where TEdge : struct, ILaneEdge<T>
{
    private T _0;
    private T _1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes<T, TEdge> Load(float* source, T mask) =>
        new() { _0 = T.Load(ref *source), _1 = TEdge.Load(source + T.Count, mask) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TwoLanes<T, TEdge> strip, float* target, T mask)
    {
        T.Store(strip._0, ref *target);
        TEdge.Store(strip._1, target + T.Count, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes<T, TEdge> MultiplyAdd(T x, TwoLanes<T, TEdge> b, TwoLanes<T, TEdge> c) =>
        new() { _0 = T.FusedMultiplyAdd(x, b._0, c._0), _1 = T.FusedMultiplyAdd(x, b._1, c._1) };
}

/// <summary>Four whole vectors.</summary>
internal unsafe struct FourLanes<T> : ILaneStrip<FourLanes<T>, T>
    where T : struct, IVectorLane<T>
{
    private T _0;
    private T _1;
    private T _2;
    private T _3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes<T> Load(float* source, T mask) => new()
    {
        _0 = T.Load(ref *source),
        _1 = T.Load(ref source[T.Count]),
        _2 = T.Load(ref source[2 * T.Count]),
        _3 = T.Load(ref source[3 * T.Count]),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourLanes<T> strip, float* target, T mask)
    {
        T.Store(strip._0, ref *target);
        T.Store(strip._1, ref target[T.Count]);
        T.Store(strip._2, ref target[2 * T.Count]);
        T.Store(strip._3, ref target[3 * T.Count]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes<T> MultiplyAdd(T x, FourLanes<T> b, FourLanes<T> c) => new()
    {
        _0 = T.FusedMultiplyAdd(x, b._0, c._0),
        _1 = T.FusedMultiplyAdd(x, b._1, c._1),
        _2 = T.FusedMultiplyAdd(x, b._2, c._2),
        _3 = T.FusedMultiplyAdd(x, b._3, c._3),
    };
}
