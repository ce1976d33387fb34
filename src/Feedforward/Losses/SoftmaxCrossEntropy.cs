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

        var classes = outputs.Columns;
        var p = delta.IsEmpty ? new Matrix<T>(outputs.Rows, classes) : delta;
        outputs.Span.CopyTo(p.Span);
        SoftmaxKernel.SubtractLargest(p);
        var n = T.CreateTruncating(outputs.Rows);
        var ε = T.CreateTruncating(LabelSmoothing);
        var spread = ε / T.CreateTruncating(classes);
        double risk = 0;
        for (var i = 0; i < p.Rows; i++)
        {
            // −Σ t_c f_c of the shifted logits; log Σ e^f is added below.
            var row = p.Row(i);
            var y = int.CreateTruncating(targets[i, 0]);
            var part = (T.One - ε) * row[y];
            if (LabelSmoothing > 0)
            {
                foreach (var f in row)
                {
                    part = T.FusedMultiplyAdd(spread, f, part);
                }
            }

            risk -= double.CreateTruncating(weights.IsEmpty ? part : weights[i] * part);
        }

        SoftmaxKernel.Exponentials(p);
        for (var i = 0; i < p.Rows; i++)
        {
            var row = p.Row(i);
            var weight = weights.IsEmpty ? T.One : weights[i];
            var sum = SoftmaxKernel.Sum(row);
            risk += double.CreateTruncating(weight * SoftmaxKernel.Log(sum));
            if (delta.IsEmpty)
            {
                continue;
            }

            // δ = w/n·(p − t)
            var scale = weight / n;
            var y = int.CreateTruncating(targets[i, 0]);
            for (var c = 0; c < row.Length; c++)
            {
                row[c] = scale * ((row[c] / sum) - spread);
            }

            row[y] -= scale * (T.One - ε);
        }

        return risk / outputs.Rows;
    }

    /// <summary>p = softmax(f).</summary>
    public override void Predict<T>(Matrix<T> outputs) => Softmax.Apply(outputs);

    private protected override void CheckSizes(int targetColumns, int outputs)
    {
        if (targetColumns != 1 || outputs < 2)
        {
            throw new DataException(
                $"The loss {Name} needs one target column of class numbers and one output per class, two or more; there are {targetColumns} target columns and {outputs} outputs.");
        }
    }

    private protected override string? Refuses(double y, int outputs) =>
        y >= 0 && y < outputs && y == Math.Floor(y) ? null : $"softmax cross entropy needs class numbers from 0 to {outputs - 1}";
}
