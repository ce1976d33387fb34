using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Benchmarks.Peak;

/// <summary>
/// Loops of fused multiply-adds that touch no memory. Twelve chains that do not depend on one another keep every unit
/// busy (processors have up to four, each with a result after about four cycles; twelve chains and two constants still
/// fit sixteen registers; Arm64, with four units of 128 bits and 32 registers, takes sixteen).
/// </summary>
internal static class FmaLoops
{
    private static float s_result;

    /// <summary>Runs the widest loop the processor has.</summary>
    /// <returns>The number of floating-point operations: two per multiply-add and number.</returns>
    public static double Run(int steps)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Volatile.Write(ref s_result, Loop512(steps));
            return 2.0 * 12 * Vector512<float>.Count * steps;
        }

        if (Vector256.IsHardwareAccelerated)
        {
            Volatile.Write(ref s_result, Loop256(steps));
            return 2.0 * 12 * Vector256<float>.Count * steps;
        }

        Volatile.Write(ref s_result, Loop128(steps));
        return 2.0 * 16 * Vector128<float>.Count * steps;
    }

    // a ← a/2 + 1 stays between 0 and 2, where arithmetic runs at full speed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(int steps)
    {
        var half = Vector512.Create(0.5f);
        var one = Vector512.Create(1f);
        Vector512<float> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (var step = 0; step < steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(a, half, one);
            b = Vector512.FusedMultiplyAdd(b, half, one);
            c = Vector512.FusedMultiplyAdd(c, half, one);
            d = Vector512.FusedMultiplyAdd(d, half, one);
            e = Vector512.FusedMultiplyAdd(e, half, one);
            f = Vector512.FusedMultiplyAdd(f, half, one);
            g = Vector512.FusedMultiplyAdd(g, half, one);
            h = Vector512.FusedMultiplyAdd(h, half, one);
            i = Vector512.FusedMultiplyAdd(i, half, one);
            j = Vector512.FusedMultiplyAdd(j, half, one);
            k = Vector512.FusedMultiplyAdd(k, half, one);
            l = Vector512.FusedMultiplyAdd(l, half, one);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop256(int steps)
    {
        var half = Vector256.Create(0.5f);
        var one = Vector256.Create(1f);
        Vector256<float> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (var step = 0; step < steps; step++)
        {
            a = Vector256.FusedMultiplyAdd(a, half, one);
            b = Vector256.FusedMultiplyAdd(b, half, one);
            c = Vector256.FusedMultiplyAdd(c, half, one);
            d = Vector256.FusedMultiplyAdd(d, half, one);
            e = Vector256.FusedMultiplyAdd(e, half, one);
            f = Vector256.FusedMultiplyAdd(f, half, one);
            g = Vector256.FusedMultiplyAdd(g, half, one);
            h = Vector256.FusedMultiplyAdd(h, half, one);
            i = Vector256.FusedMultiplyAdd(i, half, one);
            j = Vector256.FusedMultiplyAdd(j, half, one);
            k = Vector256.FusedMultiplyAdd(k, half, one);
            l = Vector256.FusedMultiplyAdd(l, half, one);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop128(int steps)
    {
        var half = Vector128.Create(0.5f);
        var one = Vector128.Create(1f);
        Vector128<float> a = default, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a, m = a, n = a, o = a, p = a;
        for (var step = 0; step < steps; step++)
        {
            a = Vector128.FusedMultiplyAdd(a, half, one);
            b = Vector128.FusedMultiplyAdd(b, half, one);
            c = Vector128.FusedMultiplyAdd(c, half, one);
            d = Vector128.FusedMultiplyAdd(d, half, one);
            e = Vector128.FusedMultiplyAdd(e, half, one);
            f = Vector128.FusedMultiplyAdd(f, half, one);
            g = Vector128.FusedMultiplyAdd(g, half, one);
            h = Vector128.FusedMultiplyAdd(h, half, one);
            i = Vector128.FusedMultiplyAdd(i, half, one);
            j = Vector128.FusedMultiplyAdd(j, half, one);
            k = Vector128.FusedMultiplyAdd(k, half, one);
            l = Vector128.FusedMultiplyAdd(l, half, one);
            m = Vector128.FusedMultiplyAdd(m, half, one);
            n = Vector128.FusedMultiplyAdd(n, half, one);
            o = Vector128.FusedMultiplyAdd(o, half, one);
            p = Vector128.FusedMultiplyAdd(p, half, one);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p);
    }
}
