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
        var x = T.Max(T.Constant(-20), T.Min(T.Constant(89), a));
        var r = Reduce(x, out var n);
        var q = ExpM1OfReduced(r);

        // 2¹²⁸ is beyond the numbers; where n is 128 the result is doubled instead, which overflows where it should.
        var inRange = T.Min(T.Constant(127), n);
        var scale = T.PowerOfTwo(inRange);
        return T.FusedMultiplyAdd(q, scale, scale - T.One) * T.PowerOfTwo(n - inRange);
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

    /// <summary>log(1 + a) = log w + c/w, where w is 1 + a rounded and c what the rounding took away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogP1<T>(T a)
        where T : struct, IFloatLane<T>
    {
        var w = T.One + a;
        var c = a - (w - T.One);
        var log = Log(w);

        // For large numbers c says nothing, and at −1 the logarithm has no next term.
        var isOrdinary = T.WherePositive(a - T.Constant(1e7), T.Zero, w);
        return T.WherePositive(isOrdinary, log + (c / w), log);
    }

    /// <summary>tanh: an odd polynomial below 0.6, 1 − 2/(e^(2|a|) + 1) above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T a)
        where T : struct, IFloatLane<T>
    {
        var t = a * a;
        var p = T.Constant(0.0023655705);
        p = T.FusedMultiplyAdd(p, t, T.Constant(-0.008405835));
        p = T.FusedMultiplyAdd(p, t, T.Constant(0.021787127));
        p = T.FusedMultiplyAdd(p, t, T.Constant(-0.053961415));
        p = T.FusedMultiplyAdd(p, t, T.Constant(0.13333312));
        p = T.FusedMultiplyAdd(p, t, T.Constant(-0.33333334));
        var near = T.FusedMultiplyAdd(a * t, p, a);

        var magnitude = T.Abs(a);
        var x = T.Min(T.Constant(20), magnitude + magnitude);
        var r = Reduce(x, out var n);
        var scale = T.PowerOfTwo(n);
        var exp = T.FusedMultiplyAdd(ExpM1OfReduced(r), scale, scale);
        var far = T.One - (T.Constant(2) / (exp + T.One));
        return T.WherePositive(magnitude - T.Constant(0.6), T.WherePositive(a, far, -far), near);
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

        // 2/√π = 1 + 0.128…: the whole part is added last, so that its product is not rounded.
        p = T.FusedMultiplyAdd(p, t, T.Constant(0.1283791670955126));
        var near = T.FusedMultiplyAdd(a, p, a);

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
