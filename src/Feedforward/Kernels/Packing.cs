using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Feedforward.Kernels;

/// <summary>Copies of blocks of a matrix in the order in which a tile reads them. Strides count elements.</summary>
internal static unsafe class Packing
{
    /// <summary>Numbers on a cache line.</summary>
    public const int CacheLine = 16;

    /// <summary>
    /// Interleaves lines of the source: target[step·width + line] = source[line·lineStride + step·stepStride], zeros for
    /// lines from <paramref name="valid"/> on. One of the strides is 1. A panel of B has its columns as lines, a tile of A its rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interleave(float* source, nint lineStride, nint stepStride, int depth, int valid, int width, float* target)
    {
        if (lineStride == 1)
        {
            Split(source, stepStride, depth, valid, width, target, 0);
            return;
        }

        // A cache line of each line at a time: lines whose distance is a power of two share few places in the cache.
        var step = 0;
        for (; step + CacheLine <= depth; step += CacheLine)
        {
            Transpose16(source + step, lineStride, valid, width, target + (step * (nint)width));
        }

        for (; Sse.IsSupported && step + 4 <= depth; step += 4)
        {
            TransposeFour(source + step, lineStride, valid, width, target + (step * (nint)width));
        }

        for (var line = 0; line < width; line++)
        {
            InterleaveSteps(source + (line * lineStride), line < valid ? step : depth, depth, target + line, width);
        }

        if (valid < width)
        {
            for (nint k = 0; k < depth; k++)
            {
                new Span<float>(target + (k * width) + valid, width - valid).Clear();
            }
        }
    }

    /// <summary>Sixteen steps of the valid lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose16(float* source, nint lineStride, int valid, int width, float* target)
    {
        var line = 0;
        if (Avx.IsSupported)
        {
            for (; line + 8 <= valid; line += 8, source += 8 * lineStride)
            {
                Transpose8(source, lineStride, target + line, width);
                Transpose8(source + 8, lineStride, target + line + (8 * width), width);
            }
        }

        if (Sse.IsSupported)
        {
            for (; line + 4 <= valid; line += 4, source += 4 * lineStride)
            {
                for (var step = 0; step < CacheLine; step += 4)
                {
                    Transpose4(source + step, lineStride, target + line + (step * width), width);
                }
            }
        }

        for (; line < valid; line++, source += lineStride)
        {
            InterleaveSteps(source, 0, CacheLine, target + line, width);
        }
    }

    /// <summary>Four steps of the valid lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeFour(float* source, nint lineStride, int valid, int width, float* target)
    {
        var line = 0;
        for (; line + 4 <= valid; line += 4, source += 4 * lineStride)
        {
            Transpose4(source, lineStride, target + line, width);
        }

        for (; line < valid; line++, source += lineStride)
        {
            InterleaveSteps(source, 0, 4, target + line, width);
        }
    }

    /// <summary>
    /// The same for lines that lie side by side, as many panels at a time as there are: panel p takes the lines from
    /// p·width on and begins at target[p·panelStride]. The source is read in the order in which it lies in memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split(float* source, nint stepStride, int depth, int lines, int width, float* target, nint panelStride)
    {
        for (var step = 0; step < depth; step++, target += width, source += stepStride)
        {
            var panel = target;
            var line = 0;
            if (width == 32 && Vector512.IsHardwareAccelerated)
            {
                for (; line + 32 <= lines; line += 32, panel += panelStride)
                {
                    Prefetch(source + line + (2 * stepStride));
                    Prefetch(source + line + 16 + (2 * stepStride));
                    var second = Vector512.Load(source + line + 16);
                    Vector512.Load(source + line).Store(panel);
                    second.Store(panel + 16);
                }
            }
            else if (width == 12)
            {
                for (; line + 12 <= lines; line += 12, panel += panelStride)
                {
                    var second = Vector128.Load(source + line + 4);
                    var third = Vector128.Load(source + line + 8);
                    Vector128.Load(source + line).Store(panel);
                    second.Store(panel + 4);
                    third.Store(panel + 8);
                }
            }

            for (; line < lines; line += width, panel += panelStride)
            {
                CopyStep(source + line, Math.Min(width, lines - line), width, panel);
            }
        }
    }

    private static void CopyStep(float* source, int valid, int width, float* target)
    {
        var line = 0;
        for (; line + 4 <= valid; line += 4)
        {
            Vector128.Load(source + line).Store(target + line);
        }

        for (; line < valid; line++)
        {
            target[line] = source[line];
        }

        for (; line < width; line++)
        {
            target[line] = 0;
        }
    }

    /// <summary>The first address from here on at which a cache line begins.</summary>
    public static float* Align(float* address) =>
        (float*)(((nuint)address + (CacheLine * sizeof(float)) - 1) & ~(nuint)((CacheLine * sizeof(float)) - 1));

    /// <summary>Asks for the cache line of an address, which need not be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    private static void InterleaveSteps(float* source, int from, int depth, float* target, nint width)
    {
        for (nint step = from; step < depth; step++)
        {
            target[step * width] = source[step];
        }
    }

    /// <summary>Eight steps of eight lines, turned in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* s, nint lineStride, float* t, nint width)
    {
        var r0 = Vector256.Load(s);
        var r1 = Vector256.Load(s += lineStride);
        var r2 = Vector256.Load(s += lineStride);
        var r3 = Vector256.Load(s += lineStride);
        var r4 = Vector256.Load(s += lineStride);
        var r5 = Vector256.Load(s += lineStride);
        var r6 = Vector256.Load(s += lineStride);
        var r7 = Vector256.Load(s + lineStride);
        var low01 = Avx.UnpackLow(r0, r1);
        var high01 = Avx.UnpackHigh(r0, r1);
        var low23 = Avx.UnpackLow(r2, r3);
        var high23 = Avx.UnpackHigh(r2, r3);
        var low45 = Avx.UnpackLow(r4, r5);
        var high45 = Avx.UnpackHigh(r4, r5);
        var low67 = Avx.UnpackLow(r6, r7);
        var high67 = Avx.UnpackHigh(r6, r7);
        var a0 = Avx.Shuffle(low01, low23, 0x44);
        var a1 = Avx.Shuffle(low01, low23, 0xEE);
        var a2 = Avx.Shuffle(high01, high23, 0x44);
        var a3 = Avx.Shuffle(high01, high23, 0xEE);
        var b0 = Avx.Shuffle(low45, low67, 0x44);
        var b1 = Avx.Shuffle(low45, low67, 0xEE);
        var b2 = Avx.Shuffle(high45, high67, 0x44);
        var b3 = Avx.Shuffle(high45, high67, 0xEE);
        Avx.Permute2x128(a0, b0, 0x20).Store(t);
        Avx.Permute2x128(a1, b1, 0x20).Store(t += width);
        Avx.Permute2x128(a2, b2, 0x20).Store(t += width);
        Avx.Permute2x128(a3, b3, 0x20).Store(t += width);
        Avx.Permute2x128(a0, b0, 0x31).Store(t += width);
        Avx.Permute2x128(a1, b1, 0x31).Store(t += width);
        Avx.Permute2x128(a2, b2, 0x31).Store(t += width);
        Avx.Permute2x128(a3, b3, 0x31).Store(t + width);
    }

    /// <summary>Four steps of four lines, turned in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* s, nint lineStride, float* t, nint width)
    {
        var r0 = Vector128.Load(s);
        var r1 = Vector128.Load(s += lineStride);
        var r2 = Vector128.Load(s += lineStride);
        var r3 = Vector128.Load(s + lineStride);
        var low01 = Sse.UnpackLow(r0, r1);
        var high01 = Sse.UnpackHigh(r0, r1);
        var low23 = Sse.UnpackLow(r2, r3);
        var high23 = Sse.UnpackHigh(r2, r3);
        Sse.MoveLowToHigh(low01, low23).Store(t);
        Sse.MoveHighToLow(low23, low01).Store(t += width);
        Sse.MoveLowToHigh(high01, high23).Store(t += width);
        Sse.MoveHighToLow(high23, high01).Store(t + width);
    }
}
