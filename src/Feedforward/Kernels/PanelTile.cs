using System.Runtime.CompilerServices;
using Feedforward.Activations;

namespace Feedforward.Kernels;

/// <summary>
/// The innermost products of examples that lie side by side, two vectors of them: a few of their outputs stay in registers from the
/// bias on while k runs. H[j, e] = start[j] + Σ W[k, j]·X[k, e], each number one chain of fused multiply-adds in ascending k.
/// A piecewise linear σ is applied on the way to memory; a longer formula would not fit in.
/// </summary>
/// <remarks>W[k, j] = w[k·step + j]; the rows of X and H are two vectors long and lie one after another.</remarks>
internal static unsafe class PanelTile<T, TActivation>
    where T : struct, IVectorLane<T>
    where TActivation : struct, IActivation
{
    /// <summary>Computes 12, 8, 6, 4, 2 outputs or one.</summary>
    public static void Compute(int height, nint depth, float* w, nint step, float* x, float* start, float* h)
    {
        switch (height)
        {
            case 12:
                Outputs12(depth, w, step, x, start, h);
                break;
            case 8:
                Outputs8(depth, w, step, x, start, h);
                break;
            case 6:
                Outputs6(depth, w, step, x, start, h);
                break;
            case 4:
                Outputs4(depth, w, step, x, start, h);
                break;
            case 2:
                Outputs2(depth, w, step, x, start, h);
                break;
            default:
                Output(depth, w, step, x, start, h);
                break;
        }
    }

    /// <summary>12 outputs: 24 running sums, as many as 32 vector registers allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outputs12(nint depth, float* w, nint step, float* x, float* start, float* h)
    {
        var c0 = Pair.Broadcast(start[0]);
        var c1 = Pair.Broadcast(start[1]);
        var c2 = Pair.Broadcast(start[2]);
        var c3 = Pair.Broadcast(start[3]);
        var c4 = Pair.Broadcast(start[4]);
        var c5 = Pair.Broadcast(start[5]);
        var c6 = Pair.Broadcast(start[6]);
        var c7 = Pair.Broadcast(start[7]);
        var c8 = Pair.Broadcast(start[8]);
        var c9 = Pair.Broadcast(start[9]);
        var cA = Pair.Broadcast(start[10]);
        var cB = Pair.Broadcast(start[11]);
        for (nint k = 0; k < depth; k++)
        {
            var row = Pair.Load(x);
            c0 = Pair.MultiplyAdd(T.Broadcast(w[0]), row, c0);
            c1 = Pair.MultiplyAdd(T.Broadcast(w[1]), row, c1);
            c2 = Pair.MultiplyAdd(T.Broadcast(w[2]), row, c2);
            c3 = Pair.MultiplyAdd(T.Broadcast(w[3]), row, c3);
            c4 = Pair.MultiplyAdd(T.Broadcast(w[4]), row, c4);
            c5 = Pair.MultiplyAdd(T.Broadcast(w[5]), row, c5);
            c6 = Pair.MultiplyAdd(T.Broadcast(w[6]), row, c6);
            c7 = Pair.MultiplyAdd(T.Broadcast(w[7]), row, c7);
            c8 = Pair.MultiplyAdd(T.Broadcast(w[8]), row, c8);
            c9 = Pair.MultiplyAdd(T.Broadcast(w[9]), row, c9);
            cA = Pair.MultiplyAdd(T.Broadcast(w[10]), row, cA);
            cB = Pair.MultiplyAdd(T.Broadcast(w[11]), row, cB);
            w += step;
            x += 2 * T.Count;
        }

        Pair.Store(c0, h);
        Pair.Store(c1, h + (2 * T.Count));
        Pair.Store(c2, h + (4 * T.Count));
        Pair.Store(c3, h + (6 * T.Count));
        Pair.Store(c4, h + (8 * T.Count));
        Pair.Store(c5, h + (10 * T.Count));
        Pair.Store(c6, h + (12 * T.Count));
        Pair.Store(c7, h + (14 * T.Count));
        Pair.Store(c8, h + (16 * T.Count));
        Pair.Store(c9, h + (18 * T.Count));
        Pair.Store(cA, h + (20 * T.Count));
        Pair.Store(cB, h + (22 * T.Count));
    }

    /// <summary>8 outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outputs8(nint depth, float* w, nint step, float* x, float* start, float* h)
    {
        var c0 = Pair.Broadcast(start[0]);
        var c1 = Pair.Broadcast(start[1]);
        var c2 = Pair.Broadcast(start[2]);
        var c3 = Pair.Broadcast(start[3]);
        var c4 = Pair.Broadcast(start[4]);
        var c5 = Pair.Broadcast(start[5]);
        var c6 = Pair.Broadcast(start[6]);
        var c7 = Pair.Broadcast(start[7]);
        for (nint k = 0; k < depth; k++)
        {
            var row = Pair.Load(x);
            c0 = Pair.MultiplyAdd(T.Broadcast(w[0]), row, c0);
            c1 = Pair.MultiplyAdd(T.Broadcast(w[1]), row, c1);
            c2 = Pair.MultiplyAdd(T.Broadcast(w[2]), row, c2);
            c3 = Pair.MultiplyAdd(T.Broadcast(w[3]), row, c3);
            c4 = Pair.MultiplyAdd(T.Broadcast(w[4]), row, c4);
            c5 = Pair.MultiplyAdd(T.Broadcast(w[5]), row, c5);
            c6 = Pair.MultiplyAdd(T.Broadcast(w[6]), row, c6);
            c7 = Pair.MultiplyAdd(T.Broadcast(w[7]), row, c7);
            w += step;
            x += 2 * T.Count;
        }

        Pair.Store(c0, h);
        Pair.Store(c1, h + (2 * T.Count));
        Pair.Store(c2, h + (4 * T.Count));
        Pair.Store(c3, h + (6 * T.Count));
        Pair.Store(c4, h + (8 * T.Count));
        Pair.Store(c5, h + (10 * T.Count));
        Pair.Store(c6, h + (12 * T.Count));
        Pair.Store(c7, h + (14 * T.Count));
    }

    /// <summary>6 outputs: 12 running sums, as many as 16 vector registers allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outputs6(nint depth, float* w, nint step, float* x, float* start, float* h)
    {
        var c0 = Pair.Broadcast(start[0]);
        var c1 = Pair.Broadcast(start[1]);
        var c2 = Pair.Broadcast(start[2]);
        var c3 = Pair.Broadcast(start[3]);
        var c4 = Pair.Broadcast(start[4]);
        var c5 = Pair.Broadcast(start[5]);
        for (nint k = 0; k < depth; k++)
        {
            var row = Pair.Load(x);
            c0 = Pair.MultiplyAdd(T.Broadcast(w[0]), row, c0);
            c1 = Pair.MultiplyAdd(T.Broadcast(w[1]), row, c1);
            c2 = Pair.MultiplyAdd(T.Broadcast(w[2]), row, c2);
            c3 = Pair.MultiplyAdd(T.Broadcast(w[3]), row, c3);
            c4 = Pair.MultiplyAdd(T.Broadcast(w[4]), row, c4);
            c5 = Pair.MultiplyAdd(T.Broadcast(w[5]), row, c5);
            w += step;
            x += 2 * T.Count;
        }

        Pair.Store(c0, h);
        Pair.Store(c1, h + (2 * T.Count));
        Pair.Store(c2, h + (4 * T.Count));
        Pair.Store(c3, h + (6 * T.Count));
        Pair.Store(c4, h + (8 * T.Count));
        Pair.Store(c5, h + (10 * T.Count));
    }

    /// <summary>4 outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outputs4(nint depth, float* w, nint step, float* x, float* start, float* h)
    {
        var c0 = Pair.Broadcast(start[0]);
        var c1 = Pair.Broadcast(start[1]);
        var c2 = Pair.Broadcast(start[2]);
        var c3 = Pair.Broadcast(start[3]);
        for (nint k = 0; k < depth; k++)
        {
            var row = Pair.Load(x);
            c0 = Pair.MultiplyAdd(T.Broadcast(w[0]), row, c0);
            c1 = Pair.MultiplyAdd(T.Broadcast(w[1]), row, c1);
            c2 = Pair.MultiplyAdd(T.Broadcast(w[2]), row, c2);
            c3 = Pair.MultiplyAdd(T.Broadcast(w[3]), row, c3);
            w += step;
            x += 2 * T.Count;
        }

        Pair.Store(c0, h);
        Pair.Store(c1, h + (2 * T.Count));
        Pair.Store(c2, h + (4 * T.Count));
        Pair.Store(c3, h + (6 * T.Count));
    }

    /// <summary>2 outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outputs2(nint depth, float* w, nint step, float* x, float* start, float* h)
    {
        var c0 = Pair.Broadcast(start[0]);
        var c1 = Pair.Broadcast(start[1]);
        for (nint k = 0; k < depth; k++)
        {
            var row = Pair.Load(x);
            c0 = Pair.MultiplyAdd(T.Broadcast(w[0]), row, c0);
            c1 = Pair.MultiplyAdd(T.Broadcast(w[1]), row, c1);
            w += step;
            x += 2 * T.Count;
        }

        Pair.Store(c0, h);
        Pair.Store(c1, h + (2 * T.Count));
    }

    /// <summary>One output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Output(nint depth, float* w, nint step, float* x, float* start, float* h)
    {
        var c0 = Pair.Broadcast(start[0]);
        for (nint k = 0; k < depth; k++)
        {
            var row = Pair.Load(x);
            c0 = Pair.MultiplyAdd(T.Broadcast(w[0]), row, c0);
            w += step;
            x += 2 * T.Count;
        }

        Pair.Store(c0, h);
    }

    /// <summary>One output of all examples.</summary>
    private struct Pair
    {
        private T _0;
        private T _1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair Broadcast(float value) => new() { _0 = T.Broadcast(value), _1 = T.Broadcast(value) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair Load(float* source) => new() { _0 = T.Load(ref *source), _1 = T.Load(ref source[T.Count]) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair MultiplyAdd(T w, Pair x, Pair sum) =>
            new() { _0 = T.FusedMultiplyAdd(w, x._0, sum._0), _1 = T.FusedMultiplyAdd(w, x._1, sum._1) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Pair sum, float* target)
        {
            T.Store(TActivation.IsPiecewiseLinear ? TActivation.Value(sum._0) : sum._0, ref *target);
            T.Store(TActivation.IsPiecewiseLinear ? TActivation.Value(sum._1) : sum._1, ref target[T.Count]);
        }
    }
}
