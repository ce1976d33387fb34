namespace Feedforward.Metrics;

/// <summary>
/// Predicted probabilities beside true labels and weights, checked once, so that every metric of a classification
/// reads them in the same way whether two classes come in one column or in two.
/// </summary>
internal readonly ref struct ScoredExamples
{
    // Averages of float probabilities may exceed 1 by rounding alone.
    private const float RoundingAboveOne = 1e-5f;

    private readonly Matrix<float> _probabilities;
    private readonly ReadOnlySpan<int> _labels;
    private readonly ReadOnlySpan<float> _weights;

    public ScoredExamples(Matrix<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        if (probabilities.IsEmpty)
        {
            throw new ArgumentException(
                $"A metric needs at least one row and one column; the probabilities are {probabilities.Rows}×{probabilities.Columns}.",
                nameof(probabilities));
        }

        if (labels.Length != probabilities.Rows)
        {
            throw new ArgumentException(
                $"There are {labels.Length} labels for {probabilities.Rows} rows of probabilities.", nameof(labels));
        }

        _probabilities = probabilities;
        _labels = labels;
        _weights = weights;
        Classes = Math.Max(2, probabilities.Columns);
        TotalWeight = ExampleWeights.Total(weights, labels.Length);
        CheckRows();
    }

    public int Count => _labels.Length;

    public int Classes { get; }

    /// <summary>Σwᵢ in the order of the rows.</summary>
    public double TotalWeight { get; }

    public int Label(int row) => _labels[row];

    public double Weight(int row) => ExampleWeights.At(_weights, row);

    public int Predicted(int row) => PredictedClass.Of(_probabilities.Row(row));

    public double Probability(int row, int @class) =>
        _probabilities.Columns > 1 ? _probabilities[row, @class]
        : @class == 1 ? _probabilities[row, 0]
        : 1.0 - _probabilities[row, 0];

    private void CheckRows()
    {
        for (var row = 0; row < _labels.Length; row++)
        {
            if ((uint)_labels[row] >= (uint)Classes)
            {
                throw new DataException(
                    $"A label of a problem of {Classes} classes must lie in 0 to {Classes - 1}; it is {_labels[row]} in row {row + 1}.",
                    row + 1);
            }

            foreach (var p in _probabilities.Row(row))
            {
                if (!(p >= 0 && p <= 1 + RoundingAboveOne))
                {
                    throw new DataException(FormattableString.Invariant(
                        $"A probability must lie in 0 to 1; it is {p} in row {row + 1}. Has the loss's link been applied to the outputs?"),
                        row + 1);
                }
            }
        }
    }
}
