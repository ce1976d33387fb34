using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>
/// The elementary functions of training, each a fixed sequence of exactly rounded operations, so that every lane
/// width and every processor gives the same bits. The polynomials are least-maximum fits to the function named in
/// each comment; the tests hold the errors in units of the last place.
/// </summary>
internal static class Elementary
{
    /// <summary>eᵃ = 2ⁿ·eʳ with n = round(a/ln 2), |r| ≤ ½ ln 2. Cody and Waite's reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T a)
        where T : struct, IFloatLane<T>
    {
        // Beyond these ends the result is 0 or ∞ anyway; NaN is the second argument of Max and Min, so it is kept.
        var x = T.Max(T.Constant(-104), T.Min(T.Constant(89), a));
        var r = Reduce(x, out var n);
        var q = ExpM1OfReduced(r);

        // 2ⁿ in two factors, so that subnormal results and those near the largest number come out right.
        var half = Round(n * T.Constant(0.5));
        var scale = T.PowerOfTwo(half);
        return T.FusedMultiplyAdd(q, scale, scale) * T.PowerOfTwo(n - half);
    }

    /// <summary>eᵃ − 1 = 2ⁿ(eʳ − 1) + (2ⁿ − 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ExpM1<T>(T a)
        where T : struct, IFloatLane<T>
    {
        var x = T.Max(T.Constant(-20), T.Min(T.Constant(88), a));
        var r = Reduce(x, out var n);
        var q = ExpM1OfReduced(r);
        var scale = T.PowerOfTwo(n);
        var result = T.FusedMultiplyAdd(q, scale, scale - T.One);

        // From 88.0 on the scale is near its end: the plain exponential is the same number there.
        return T.WherePositive(a - T.Constant(60), Exp(a), result);
    }

    /// <summary>log a = e·ln 2 + log m with a = m·2ᵉ and m in [√½, √2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T a)
        where T : struct, IFloatLane<T>
    {
        var smallestNormal = T.Constant(1.17549435e-38);
        var isNormal = a - smallestNormal;
        var scaled = T.WherePositive(isNormal, a, a * T.Constant(33554432));
        var m = T.Decompose(scaled, out var e);
        e = T.WherePositive(isNormal, e, e - T.Constant(25));

        var f = m - T.One;
        var p = T.Constant(0.06746601);
        p = T.FusedMultiplyAdd(p, f, T.Constant(-0.11675641));
        p = T.FusedMultiplyAdd(p, f, T.Constant(0.11888175));
        p = T.FusedMultiplyAdd(p, f, T.Constant(-0.124055915));
        p = T.FusedMultiplyAdd(p, f, T.Constant(0.14219551));
        p = T.FusedMultiplyAdd(p, f, T.Constant(-0.16667996));
        p = T.FusedMultiplyAdd(p, f, T.Constant(0.20002119));
        p = T.FusedMultiplyAdd(p, f, T.Constant(-0.2500001));
        p = T.FusedMultiplyAdd(p, f, T.Constant(0.33333313));
        var square = f * f;
        var tail = T.FusedMultiplyAdd(square * f, p, e * T.Constant(Ln2Low));
        tail = T.FusedMultiplyAdd(square, T.Constant(-0.5), tail);
        var result = T.FusedMultiplyAdd(e, T.Constant(Ln2High), f + tail);

        // 0 gives −∞, a negative number and NaN give NaN, ∞ gives ∞.
        var infinite = T.WherePositive(a - T.Constant(float.MaxValue), a, result);
        var atMostZero = T.WherePositive(-a, T.Constant(double.NaN), T.Constant(double.NegativeInfinity));
        var nonPositive = T.WherePositive(a, infinite, atMostZero);
        return T.WherePositive(T.Abs(a) + T.One, nonPositive, a);
    }

    /// <summary>log(1 + a) = log(w)·a/(w − 1) with w = 1 + a rounded (Goldberg 1991, theorem 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogP1<T>(T a)
        where T : struct, IFloatLane<T>
    {
        var w = T.One + a;
        var error = w - T.One;
        var corrected = Log(w) * (a / error);
        var whole = T.WherePositive(T.Abs(error), corrected, a);
        return T.WherePositive(a - T.Constant(1e30), Log(w), whole);
    }

    /// <summary>tanh|a| = −t/(2 + t) with t = e^(−2|a|) − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T a)
        where T : struct, IFloatLane<T>
    {
        var t = ExpM1Core(T.Abs(a) * T.Constant(-2));
        var magnitude = t / (T.Constant(-2) - t);
        return T.WherePositive(a, magnitude, -magnitude);
    }

    /// <summary>erf: an odd polynomial below 1, 1 − e^(−Q(|a|)) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T a)
        where T : struct, IFloatLane<T>
    {
        var t = a * a;
        var p = T.Constant(7.853858e-05);
        p = T.FusedMultiplyAdd(p, t, T.Constant(-0.00080101925));
        p = T.FusedMultiplyAdd(p, t, T.Constant(0.0051883277));
        p = T.FusedMultiplyAdd(p, t, T.Constant(-0.026853811));
        p = T.FusedMultiplyAdd(p, t, T.Constant(0.112835854));
        p = T.FusedMultiplyAdd(p, t, T.Constant(-0.37612626));
        p = T.FusedMultiplyAdd(p, t, T.Constant(1.1283791));
        var near = a * p;

        var x = T.Min(T.Constant(4), T.Abs(a));
        var q = T.Constant(-0.00018760565);
        q = T.FusedMultiplyAdd(q, x, T.Constant(0.0029601222));
        q = T.FusedMultiplyAdd(q, x, T.Constant(-0.021889674));
        q = T.FusedMultiplyAdd(q, x, T.Constant(0.103218265));
        q = T.FusedMultiplyAdd(q, x, T.Constant(0.6380122));
        q = T.FusedMultiplyAdd(q, x, T.Constant(1.1271716));
        q = T.FusedMultiplyAdd(q, x, T.Constant(0.00032056443));
        var far = -ExpM1Core(-q);
        return T.WherePositive(T.Abs(a) - T.One, T.WherePositive(a, far, -far), near);
    }

    private const double Ln2High = 0.693145751953125;
    private const double Ln2Low = 1.42860682030941723212e-6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Round<T>(T a)
        where T : struct, IFloatLane<T> =>
        (a + T.Constant(FloatBits.RoundingMagic)) - T.Constant(FloatBits.RoundingMagic);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Reduce<T>(T x, out T n)
        where T : struct, IFloatLane<T>
    {
        n = Round(x * T.Constant(1.44269504088896341));
        var r = T.FusedMultiplyAdd(n, T.Constant(-Ln2High), x);
        return T.FusedMultiplyAdd(n, T.Constant(-Ln2Low), r);
    }

    /// <summary>eʳ − 1 = r + r²P(r) for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpM1OfReduced<T>(T r)
        where T : struct, IFloatLane<T>
    {
        var p = T.Constant(0.00019845957);
        p = T.FusedMultiplyAdd(p, r, T.Constant(0.0013941653));
        p = T.FusedMultiplyAdd(p, r, T.Constant(0.0083333915));
        p = T.FusedMultiplyAdd(p, r, T.Constant(0.041666348));
        p = T.FusedMultiplyAdd(p, r, T.Constant(0.16666666));
        p = T.FusedMultiplyAdd(p, r, T.Constant(0.5));
        return T.FusedMultiplyAdd(p * r, r, r);
    }

    /// <summary>eᵃ − 1 for a ≤ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpM1Core<T>(T a)
        where T : struct, IFloatLane<T>
    {
        var r = Reduce(T.Max(T.Constant(-20), a), out var n);
        var scale = T.PowerOfTwo(n);
        return T.FusedMultiplyAdd(ExpM1OfReduced(r), scale, scale - T.One);
    }
}
