using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Feedforward.Losses;

namespace Feedforward.Kernels;

/// <summary>A loss that is a sum over outputs, over whole matrices: value and gradient in one pass.</summary>
internal static unsafe class LossKernel<TLoss>
    where TLoss : unmanaged, IElementLoss
{
    private const int BlockLength = 256;

    /// <summary>(1/n) Σ wᵢ Σⱼ ℓ(f_ij, y_ij), added in double precision in ascending order; δ = ∂/∂f where wanted.</summary>
    public static double Risk<T>(TLoss loss, Matrix<T> outputs, Matrix<T> targets, ReadOnlySpan<T> weights, Matrix<T> delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Columns != targets.Columns || outputs.Rows != targets.Rows)
        {
            throw new ArgumentException(
                $"The loss {TLoss.Name} compares outputs with targets one by one; the outputs are {outputs.Rows}×{outputs.Columns}, the targets {targets.Rows}×{targets.Columns}.");
        }

        var values = stackalloc T[BlockLength];
        var f = outputs.Span;
        var y = targets.Span;
        var δ = delta.Span;
        var scale = 1.0 / outputs.Rows;
        double sum = 0;
        for (var start = 0; start < f.Length; start += BlockLength)
        {
            var count = Math.Min(BlockLength, f.Length - start);
            var block = new Span<T>(values, count);
            var slopes = delta.IsEmpty ? default : δ.Slice(start, count);
            Block(loss, f.Slice(start, count), y.Slice(start, count), block, slopes, scale);
            for (var i = 0; i < count; i++)
            {
                if (weights.IsEmpty)
                {
                    sum += double.CreateTruncating(values[i]);
                    continue;
                }

                var weight = weights[(start + i) / outputs.Columns];
                sum += double.CreateTruncating(weight) * double.CreateTruncating(values[i]);
                if (!slopes.IsEmpty)
                {
                    slopes[i] *= weight;
                }
            }
        }

        return sum * scale;
    }

    /// <summary>f ← the prediction that f stands for.</summary>
    public static void Predict<T>(TLoss loss, Matrix<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            fixed (float* f = Cast.ToFloat(outputs).Span)
            {
                Elementwise.Range(new MeanBody { Loss = loss, F = f }, 0, outputs.Rows * outputs.Columns);
            }

            return;
        }

        foreach (ref var value in Cast.ToReal64(outputs.Span))
        {
            value = loss.Mean(value);
        }
    }

    private static void Block<T>(TLoss loss, ReadOnlySpan<T> f, ReadOnlySpan<T> y, Span<T> values, Span<T> slopes, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            fixed (float* pf = Cast.ToFloat(f), py = Cast.ToFloat(y), pv = Cast.ToFloat(values), ps = Cast.ToFloat(slopes))
            {
                Elementwise.Range(new ValueBody { Loss = loss, F = pf, Y = py, Values = pv }, 0, f.Length);
                if (!slopes.IsEmpty)
                {
                    Elementwise.Range(new SlopeBody { Loss = loss, F = pf, Y = py, Slopes = ps, Scale = (float)scale }, 0, f.Length);
                }
            }

            return;
        }

        var output = MemoryMarshal.Cast<T, Real64>(f);
        var target = MemoryMarshal.Cast<T, Real64>(y);
        for (var i = 0; i < f.Length; i++)
        {
            Cast.ToReal64(values)[i] = loss.Value(output[i], target[i]);
            if (!slopes.IsEmpty)
            {
                Cast.ToReal64(slopes)[i] = loss.Slope(output[i], target[i]) * new Real64(scale);
            }
        }
    }

    private struct ValueBody : IElementwise
    {
        public TLoss Loss;
        public float* F;
        public float* Y;
        public float* Values;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(Loss.Value(T.Load(ref F[i]), T.Load(ref Y[i])), ref Values[i]);
    }

    private struct SlopeBody : IElementwise
    {
        public TLoss Loss;
        public float* F;
        public float* Y;
        public float* Slopes;
        public float Scale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> =>
            T.Store(Loss.Slope(T.Load(ref F[i]), T.Load(ref Y[i])) * T.Broadcast(Scale), ref Slopes[i]);
    }

    private struct MeanBody : IElementwise
    {
        public TLoss Loss;
        public float* F;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(Loss.Mean(T.Load(ref F[i])), ref F[i]);
    }
}
