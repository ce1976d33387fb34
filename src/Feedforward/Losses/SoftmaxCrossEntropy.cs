using Feedforward.Activations;
using Feedforward.Kernels;

namespace Feedforward.Losses;

/// <summary>
/// With p = softmax(f), p_c = e^(f_c)/Σ e^(f_j), and the class y: ℓ = −log p_y, computed from the logits as
/// log Σ e^(f_j) − f_y after subtracting the largest. ∂ℓ/∂f = p − onehot(y) (Bridle, NIPS 1989). With label smoothing ε the target is
/// (1 − ε)·onehot(y) + ε/C (Szegedy et al., CVPR 2016). Targets are one column of class numbers from 0.
/// </summary>
internal sealed class SoftmaxCrossEntropy : Loss
{
    public SoftmaxCrossEntropy(float labelSmoothing = 0)
    {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing is at least 0 and below 1.");
        }

        LabelSmoothing = labelSmoothing;
    }

    public override string Name => "softmax-cross-entropy";

    public override string Likelihood => "categorical with p(y = c|x) = softmax(f)_c";

    /// <summary>ε.</summary>
    public float LabelSmoothing { get; }

    public override double Risk<T>(Matrix<T> outputs, Matrix<T> targets, ReadOnlySpan<T> weights, Matrix<T> delta)
    {
        if (targets.Columns != 1 || targets.Rows != outputs.Rows || (!delta.IsEmpty && (delta.Rows != outputs.Rows || delta.Columns != outputs.Columns)))
        {
            throw new ArgumentException(
                $"Outputs of {outputs.Rows}×{outputs.Columns} need as many targets in one column and a derivative of their own shape; the targets are {targets.Rows}×{targets.Columns}, the derivative {delta.Rows}×{delta.Columns}.");
        }

        if (typeof(T) == typeof(float))
        {
            return SoftmaxKernel.Risk(Cast.ToFloat(outputs), Cast.ToFloat(targets), Cast.ToFloat(weights), LabelSmoothing, Cast.ToFloat(delta));
        }

        // The same in plain loops, for double precision.
        var n = T.CreateTruncating(outputs.Rows);
        var ε = T.CreateTruncating(LabelSmoothing);
        var spread = ε / T.CreateTruncating(outputs.Columns);
        double risk = 0;
        for (var i = 0; i < outputs.Rows; i++)
        {
            var f = outputs.Row(i);
            var y = int.CreateTruncating(targets[i, 0]);
            var weight = weights.IsEmpty ? T.One : weights[i];
            var largest = SoftmaxKernel.Largest<T>(f);
            T sum = T.Zero, meanLogit = (T.One - ε) * (f[y] - largest);
            foreach (var logit in f)
            {
                sum += SoftmaxKernel.Exp(logit - largest);
                meanLogit += spread * (logit - largest);
            }

            risk += double.CreateTruncating(weight * (SoftmaxKernel.Log(sum) - meanLogit));

            // δ = w/n·(p − t)
            for (var c = 0; c < f.Length && !delta.IsEmpty; c++)
            {
                var t = c == y ? T.One - ε + spread : spread;
                delta[i, c] = weight / n * ((SoftmaxKernel.Exp(f[c] - largest) / sum) - t);
            }
        }

        return risk / outputs.Rows;
    }

    /// <summary>p = softmax(f).</summary>
    public override void Predict<T>(Matrix<T> outputs) => Softmax.Apply(outputs);

    internal override void CheckSizes(int targetColumns, int outputs)
    {
        if (targetColumns != 1 || outputs < 2)
        {
            throw new DataException(
                $"The loss {Name} needs one target column of class numbers and one output per class, two or more; there are {targetColumns} target columns and {outputs} outputs.");
        }
    }

    internal override string? Refuses(double y, int outputs) =>
        y >= 0 && y < outputs && y == Math.Floor(y) ? null : $"softmax cross entropy needs class numbers from 0 to {outputs - 1}";
}
