using System.Numerics;
using System.Runtime.CompilerServices;
using Feedforward.Losses;

namespace Feedforward.Kernels;

/// <summary>A loss that is a sum over outputs, over whole matrices: value and gradient in one pass.</summary>
internal static unsafe class LossKernel<TLoss>
    where TLoss : unmanaged, IElementLoss
{
    private const int BlockLength = 256;

    /// <summary>(1/n) Σ wᵢ Σⱼ ℓ(f_ij, y_ij), added as <see cref="RunningSums"/>; δ = ∂/∂f where wanted.</summary>
    [SkipLocalsInit]
    public static double Risk<T>(TLoss loss, Matrix<T> outputs, Matrix<T> targets, ReadOnlySpan<T> weights, Matrix<T> delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (outputs.Rows, outputs.Columns);
        if (columns != targets.Columns || rows != targets.Rows)
        {
            throw new ArgumentException(
                $"The loss {TLoss.Name} compares outputs with targets one by one; the outputs are {rows}×{columns}, the targets {targets.Rows}×{targets.Columns}.");
        }

        if ((!delta.IsEmpty && (delta.Rows != rows || delta.Columns != columns)) || (!weights.IsEmpty && weights.Length < rows))
        {
            throw new ArgumentException(
                $"For outputs of {rows}×{columns} the derivative is {delta.Rows}×{delta.Columns} and there are {weights.Length} weights.");
        }

        var scale = 1.0 / rows;
        if (typeof(T) != typeof(float))
        {
            return Plain(loss, outputs, targets, weights, delta) * scale;
        }

        var sums = default(RunningSums);
        var values = stackalloc float[BlockLength];
        var length = rows * columns;
        fixed (float* f = Cast.ToFloat(outputs.Span), y = Cast.ToFloat(targets.Span), w = Cast.ToFloat(weights), δ = Cast.ToFloat(delta.Span))
        {
            for (var start = 0; start < length; start += BlockLength)
            {
                var count = Math.Min(BlockLength, length - start);
                var slopes = δ == null ? null : δ + start;
                if (slopes == null)
                {
                    Elementwise.Range(new ValueBody { Loss = loss, F = f + start, Y = y + start, Values = values }, 0, count);
                }
                else
                {
                    Elementwise.Range(
                        new Body { Loss = loss, F = f + start, Y = y + start, Values = values, Slopes = slopes, Scale = (float)scale }, 0, count);
                }

                if (w == null)
                {
                    sums.Add(values, count);
                    continue;
                }

                for (var i = 0; i < count; i++)
                {
                    var weight = w[(start + i) / columns];
                    sums.Add((double)weight * values[i], i);
                    if (slopes != null)
                    {
                        slopes[i] *= weight;
                    }
                }
            }
        }

        return sums.Total * scale;
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

    /// <summary>Σ wᵢ ℓᵢ in plain loops, for double precision.</summary>
    private static double Plain<T>(TLoss loss, Matrix<T> outputs, Matrix<T> targets, ReadOnlySpan<T> weights, Matrix<T> delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var f = Cast.ToReal64(outputs.Span);
        var y = Cast.ToReal64(targets.Span);
        var δ = Cast.ToReal64(delta.Span);
        var scale = new Real64(1.0 / outputs.Rows);
        double sum = 0;
        for (var i = 0; i < f.Length; i++)
        {
            var weight = new Real64(weights.IsEmpty ? 1 : double.CreateTruncating(weights[i / outputs.Columns]));
            sum += (weight * loss.Value(f[i], y[i])).Value;
            if (!δ.IsEmpty)
            {
                δ[i] = loss.Slope(f[i], y[i]) * scale * weight;
            }
        }

        return sum;
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

    private struct Body : IElementwise
    {
        public TLoss Loss;
        public float* F;
        public float* Y;
        public float* Values;
        public float* Slopes;
        public float Scale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T>
        {
            var f = T.Load(ref F[i]);
            var y = T.Load(ref Y[i]);
            T.Store(Loss.Value(f, y), ref Values[i]);
            T.Store(Loss.Slope(f, y) * T.Broadcast(Scale), ref Slopes[i]);
        }
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
