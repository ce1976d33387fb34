using System.Numerics;
using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>The parts of softmax, over rows of logits.</summary>
internal static unsafe class SoftmaxKernel
{
    /// <summary>Subtracts each row's largest number from the row, so that exponentials cannot overflow.</summary>
    public static void SubtractLargest<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i);
            var largest = row[0];
            foreach (var value in row[1..])
            {
                largest = largest > value ? largest : value;
            }

            foreach (ref var value in row)
            {
                value -= largest;
            }
        }
    }

    /// <summary>x ← eˣ, element by element.</summary>
    public static void Exponentials<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            fixed (float* p = Cast.ToFloat(x).Span)
            {
                Elementwise.Range(new ExpBody { X = p }, 0, x.Rows * x.Columns);
            }

            return;
        }

        foreach (ref var value in x.Span)
        {
            value = T.Exp(value);
        }
    }

    /// <summary>Σ x_c in ascending order.</summary>
    public static T Sum<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        foreach (var value in row)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>eˣ of one number.</summary>
    public static T Exp<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? T.CreateTruncating(Real32.Exp(new Real32(float.CreateTruncating(x))).Value) : T.Exp(x);

    /// <summary>log x of one number.</summary>
    public static T Log<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? T.CreateTruncating(Real32.Log(new Real32(float.CreateTruncating(x))).Value) : T.Log(x);

    private struct ExpBody : IElementwise
    {
        public float* X;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(T.Exp(T.Load(ref X[i])), ref X[i]);
    }
}
