using Feedforward.Kernels;

namespace Feedforward.Losses;

/// <summary>
/// A Gaussian whose mean μ and log-variance s the network gives both: ℓ = ½(s + (y − μ)²e^(−s) + log 2π), summed over
/// the targets. ∂ℓ/∂μ = (μ − y)e^(−s), ∂ℓ/∂s = ½(1 − (y − μ)²e^(−s)). For k targets the outputs are k means, then k
/// log-variances; predictions are means and variances. Nix and Weigend, ICNN 1994.
/// </summary>
internal sealed class GaussianLikelihood : Loss
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    public override string Name => "gaussian-likelihood";

    public override string Likelihood => "Gaussian with mean and variance given by the network";

    public override int OutputsFor(int targetColumns) => 2 * targetColumns;

    public override double Risk<T>(Matrix<T> outputs, Matrix<T> targets, ReadOnlySpan<T> weights, Matrix<T> delta)
    {
        if (outputs.Columns != 2 * targets.Columns || outputs.Rows != targets.Rows)
        {
            throw new ArgumentException(
                $"A mean and a log-variance are needed for each target; the outputs are {outputs.Rows}×{outputs.Columns}, the targets {targets.Rows}×{targets.Columns}.");
        }

        var k = targets.Columns;
        var n = T.CreateTruncating(outputs.Rows);
        var half = T.CreateTruncating(0.5);
        double risk = 0;
        for (var i = 0; i < outputs.Rows; i++)
        {
            var weight = weights.IsEmpty ? T.One : weights[i];
            for (var j = 0; j < k; j++)
            {
                var error = outputs[i, j] - targets[i, j];
                var s = outputs[i, k + j];
                var precision = SoftmaxKernel.Exp(-s);
                var square = error * error * precision;
                risk += double.CreateTruncating(weight) * (double.CreateTruncating(half * (s + square)) + HalfLogTwoPi);
                if (!delta.IsEmpty)
                {
                    delta[i, j] = weight / n * error * precision;
                    delta[i, k + j] = weight / n * half * (T.One - square);
                }
            }
        }

        return risk / outputs.Rows;
    }

    /// <summary>Means stay; log-variances become variances.</summary>
    public override void Predict<T>(Matrix<T> outputs)
    {
        for (var i = 0; i < outputs.Rows; i++)
        {
            foreach (ref var s in outputs.Row(i)[(outputs.Columns / 2)..])
            {
                s = SoftmaxKernel.Exp(s);
            }
        }
    }

    internal override string? Refuses(double y, int outputs) => null;
}
