using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// BatchNormalization: γ(x − μ)/√(σ² + ε) + β for each channel, which is axis 1. In training mode (opset 14 and later) the
/// mean and the variance are those of the batch, and the running ones come out too.
/// </summary>
internal static class BatchNormalizationOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        var x = node.Input(0);
        var (ε, momentum) = (node.Float("epsilon", 1e-5f), node.Float("momentum", 0.9f));
        var isTraining = node.Version >= 14 && node.Integer("training_mode", 0) != 0;
        if (node.Version < 9 && node.Integer("spatial", 1) == 0)
        {
            throw node.Unsupported("spatial = 0");
        }

        if (!isTraining && node.OutputCount > 1)
        {
            throw node.Unsupported("the outputs of training without training_mode");
        }

        if (!x.Type.IsFloating())
        {
            throw node.Unsupported($"elements of type {x.Type}");
        }

        var channels = x.Shape.Length > 1 ? x.Shape[1] : 1;
        var within = x.Shape.Length > 2 ? TensorElements.Count(x.Shape.AsSpan(2..), "channel") : 1;
        var (γ, β) = (OfChannels(node, 1, channels), OfChannels(node, 2, channels));
        var (mean, variance) = (OfChannels(node, 3, channels), OfChannels(node, 4, channels));
        var values = x.ToDoubles(node.Allowance);
        var outputs = new List<Tensor>();
        if (isTraining)
        {
            var (batchMean, batchVariance) = Moments(values, channels, within);
            outputs.Add(Running(node, 3, mean, batchMean, momentum));
            outputs.Add(Running(node, 4, variance, batchVariance, momentum));
            (mean, variance) = (batchMean, batchVariance);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var c = i / within % channels;
            values[i] = (γ[c] * (values[i] - mean[c]) / Math.Sqrt(variance[c] + ε)) + β[c];
        }

        return [TensorElementKind.Of(x.Type, x.Shape, values, node.Allowance), .. outputs];
    }

    private static double[] OfChannels(NodeRun node, int place, int channels)
    {
        var tensor = node.Input(place);
        return tensor.Type.IsFloating() && tensor.Count == channels
            ? tensor.ToDoubles(node.Allowance)
            : throw new ModelFileException($"the input {place} is {tensor.Type} {tensor.ShapeText}; {channels} numbers are needed, one for each channel");
    }

    private static Tensor Running(NodeRun node, int place, double[] before, double[] batch, double momentum) => TensorElementKind.Of(
        node.Input(place).Type,
        node.Input(place).Shape,
        [.. before.Zip(batch, (old, now) => (old * momentum) + (now * (1 - momentum)))],
        node.Allowance);

    private static (double[] Mean, double[] Variance) Moments(double[] values, int channels, int within)
    {
        var (mean, variance) = (new double[channels], new double[channels]);
        var count = (double)values.Length / channels;
        for (var i = 0; i < values.Length; i++)
        {
            mean[i / within % channels] += values[i] / count;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var deviation = values[i] - mean[i / within % channels];
            variance[i / within % channels] += deviation * deviation / count;
        }

        return (mean, variance);
    }
}
