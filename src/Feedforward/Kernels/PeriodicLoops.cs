using System.Numerics;

namespace Feedforward.Kernels;

/// <summary>A periodic embedding as plain loops, in double precision for checks: the meaning of <see cref="PeriodicKernel"/>.</summary>
internal static class PeriodicLoops
{
    /// <summary>e = Vᵀcos(2πwx + b) + c, and x behind it.</summary>
    public static void Forward<T>(PeriodicPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, h, numbers) = (pass.X, pass.Output, pass.Bias.Columns);
        for (var i = 0; i < x.Rows; i++)
        {
            for (var r = 0; r < pass.Frequency.Rows; r++)
            {
                var value = x[i, r % x.Columns];
                for (var e = 0; e < numbers; e++)
                {
                    var sum = pass.Bias[r, e];
                    for (var t = 0; t < pass.Frequency.Columns; t++)
                    {
                        sum += T.Cos(Argument(pass, r, t, value)) * pass.Weight[r, (t * numbers) + e];
                    }

                    h[i, (r * (numbers + 1)) + e] = sum;
                }

                h[i, (r * (numbers + 1)) + numbers] = value;
            }
        }
    }

    /// <summary>The gradients of w, b, V and c, and, where it is not empty, ∂R/∂x.</summary>
    public static void Backward<T>(PeriodicPass<T> pass, PeriodicPass<T> gradient, Matrix<T> inputDelta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, δ, numbers) = (pass.X, pass.Output, pass.Bias.Columns);
        gradient.Frequency.Span.Clear();
        gradient.Phase.Span.Clear();
        gradient.Weight.Span.Clear();
        gradient.Bias.Span.Clear();
        inputDelta.Span.Clear();
        for (var i = 0; i < x.Rows; i++)
        {
            for (var r = 0; r < pass.Frequency.Rows; r++)
            {
                var (j, at) = (r % x.Columns, r * (numbers + 1));
                var sum = δ[i, at + numbers];
                for (var e = 0; e < numbers; e++)
                {
                    gradient.Bias[r, e] += δ[i, at + e];
                }

                for (var t = 0; t < pass.Frequency.Columns; t++)
                {
                    var (sine, cosine) = T.SinCos(Argument(pass, r, t, x[i, j]));
                    var slope = T.Zero;
                    for (var e = 0; e < numbers; e++)
                    {
                        gradient.Weight[r, (t * numbers) + e] += cosine * δ[i, at + e];
                        slope -= sine * δ[i, at + e] * pass.Weight[r, (t * numbers) + e];
                    }

                    gradient.Phase[r, t] += slope;
                    gradient.Frequency[r, t] += slope * T.Tau * x[i, j];
                    sum += slope * T.Tau * pass.Frequency[r, t];
                }

                if (!inputDelta.IsEmpty)
                {
                    inputDelta[i, j] += sum;
                }
            }
        }
    }

    private static T Argument<T>(PeriodicPass<T> pass, int row, int t, T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (T.Tau * pass.Frequency[row, t] * x) + pass.Phase[row, t];
}
