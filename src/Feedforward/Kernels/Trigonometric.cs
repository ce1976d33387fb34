using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>
/// cos 2πu and sin 2πu of sixteen numbers, in turns: the whole turns are taken off exactly, and least-maximum polynomials in
/// the square of what is left, at most half a turn, give both to 4·10⁻⁷.
/// </summary>
internal static class Trigonometric
{
    /// <summary>cos 2πu.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> CosineOfTurns(Vector512<float> u)
    {
        var r = u - Vector512.Round(u);
        return Cosine(r * r);
    }

    /// <summary>cos 2πu and sin 2πu.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Cosine, Vector512<float> Sine) OfTurns(Vector512<float> u)
    {
        var r = u - Vector512.Round(u);
        var square = r * r;
        var p = Vector512.Create(3.2381375f);
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-14.899847f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(42.02593f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-76.70302f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(81.60513f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-41.3417f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(6.2831855f));
        return (Cosine(square), p * r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Cosine(Vector512<float> square)
    {
        var p = Vector512.Create(6.5286584f);
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-25.9676f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(60.16763f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-85.45014f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(64.93912f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-19.739204f));
        return Vector512.FusedMultiplyAdd(p, square, Vector512<float>.One);
    }
}
