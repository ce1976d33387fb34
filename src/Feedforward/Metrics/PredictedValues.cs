namespace Feedforward.Metrics;

/// <summary>Predicted numbers beside true ones and weights, checked once for every metric of a regression.</summary>
internal readonly ref struct PredictedValues
{
    private readonly ReadOnlySpan<float> _predictions;
    private readonly ReadOnlySpan<float> _targets;
    private readonly ReadOnlySpan<float> _weights;

    public PredictedValues(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        if (targets.IsEmpty)
        {
            throw new ArgumentException("A metric needs at least one example; there is none.", nameof(targets));
        }

        if (predictions.Length != targets.Length)
        {
            throw new ArgumentException(
                $"There are {predictions.Length} predictions for {targets.Length} targets.", nameof(predictions));
        }

        _predictions = predictions;
        _targets = targets;
        _weights = weights;
        TotalWeight = ExampleWeights.Total(weights, targets.Length);
        CheckFinite(predictions, "prediction");
        CheckFinite(targets, "target");
    }

    public int Count => _targets.Length;

    /// <summary>Σwᵢ in the order of the rows.</summary>
    public double TotalWeight { get; }

    public double Target(int row) => _targets[row];

    public double Error(int row) => (double)_predictions[row] - _targets[row];

    public double Weight(int row) => ExampleWeights.At(_weights, row);

    private static void CheckFinite(ReadOnlySpan<float> values, string what)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (!float.IsFinite(values[row]))
            {
                throw new DataException(
                    FormattableString.Invariant($"A {what} must be a finite number; it is {values[row]} in row {row + 1}."),
                    row + 1);
            }
        }
    }
}
