using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Feedforward.Kernels;

/// <summary>Views of generic storage as what it is known to be; each is valid only where the caller has compared the type.</summary>
internal static class Cast
{
    /// <summary>A matrix of T where T is float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix<float> ToFloat<T>(Matrix<T> matrix)
        where T : unmanaged => Unsafe.As<Matrix<T>, Matrix<float>>(ref matrix);

    /// <summary>A span of T where T is float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<float> ToFloat<T>(Span<T> span)
        where T : unmanaged => MemoryMarshal.Cast<T, float>(span);

    /// <summary>A read-only span of T where T is float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<float> ToFloat<T>(ReadOnlySpan<T> span)
        where T : unmanaged => MemoryMarshal.Cast<T, float>(span);

    /// <summary>A span of T where T is double, as numbers that formulas are written over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<Real64> ToReal64<T>(Span<T> span)
        where T : unmanaged => MemoryMarshal.Cast<T, Real64>(span);
}
