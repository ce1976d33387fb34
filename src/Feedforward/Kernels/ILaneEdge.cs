using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>How the last vector of a row of a tile is read and written: whole, or only as far as the matrix goes.</summary>
internal unsafe interface ILaneEdge<T>
    where T : struct, IVectorLane<T>
{
    /// <summary>Reads the numbers inside the matrix, zeros beyond.</summary>
    static abstract T Load(float* source, T mask);

    /// <summary>Writes the numbers inside the matrix.</summary>
    static abstract void Store(T value, float* target, T mask);
}

/// <summary>The whole vector lies inside the matrix.</summary>
internal readonly unsafe struct WholeLane<T> : ILaneEdge<T>
    where T : struct, IVectorLane<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(float* source, T mask) => T.Load(ref *source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, float* target, T mask) => T.Store(value, ref *target);
}

/// <summary>The right edge of the matrix cuts the vector.</summary>
internal readonly unsafe struct PartialLane<T> : ILaneEdge<T>
    where T : struct, IVectorLane<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(float* source, T mask) => T.LoadMasked(source, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, float* target, T mask) => T.StoreMasked(value, target, mask);
}
