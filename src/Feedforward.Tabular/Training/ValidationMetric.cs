using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>The metric a person watches beside the risk, and by which epochs are chosen where it was asked for.</summary>
/// <param name="loss">Has the link from outputs to predictions.</param>
/// <param name="metric">The metric.</param>
/// <param name="chooses">Whether epochs are chosen by the metric; else they are by the risk.</param>
/// <param name="scale">Between the network's outputs and the target's unit.</param>
/// <param name="weights">Of the validation rows, for the risk; the metric weighs every row the same.</param>
internal sealed class ValidationMetric(Loss loss, TabularMetric metric, bool chooses, TargetScale scale, ReadOnlyMemory<float> weights)
{
    private Matrix<float> _copy;
    private Matrix<float> _predicted;
    private float[] _values = [];
    private float[] _numbers = [];
    private int[] _classes = [];

    /// <summary>How many members of an ensemble stand side by side in the outputs.</summary>
    public int Members { get; init; } = 1;

    /// <summary>How many folds the members learned from, or 0.</summary>
    public int Folds { get; init; }

    /// <summary>The fold of each row.</summary>
    public int[] FoldOf { get; init; } = [];

    /// <summary>The metric.</summary>
    public TabularMetric Metric => metric;

    /// <summary>The metric's name as in <see cref="Evaluation.Metrics"/>.</summary>
    public string Name => metric.Key;

    /// <summary>Accuracy has as many values as there are rows, so ties are common, and the later epoch has learned for longer.</summary>
    public bool KeepsLastOfTies => chooses && metric == TabularMetric.Accuracy;

    /// <summary>The metric after the last epoch, or null before the first and where the rows do not define it.</summary>
    public double? Value { get; private set; }

    /// <summary>Notes the metric and gives what the best epoch is chosen by, lower being better; as <see cref="TrainingOptions.Criterion"/> wants it.</summary>
    public double Note(Matrix<float> outputs, Matrix<float> targets)
    {
        if (_copy.IsEmpty)
        {
            Prepare(outputs, targets);
        }

        outputs.Span.CopyTo(_copy.Span);
        _predicted = loss.PredictMean(_copy, Members, Folds, FoldOf);
        var isFinite = IsFinite();
        Value = isFinite ? Measure() : null;

        // A metric that these rows do not define, such as the AUC of one class, cannot choose; then the risk does.
        return chooses && !isFinite ? double.NaN
            : chooses && Value is { } value ? metric.AsLoss(value)
            : (Members > 1 ? Loss.Ensemble(loss, Members, Folds) : loss).Risk(outputs, targets, weights.Span, default);
    }

    private void Prepare(Matrix<float> outputs, Matrix<float> targets)
    {
        _copy = new Matrix<float>(outputs.Rows, outputs.Columns);
        if (metric.Fits(LearningTask.Regression))
        {
            _values = new float[targets.Rows];
            _numbers = FirstColumn(targets);
        }
        else
        {
            _classes = Array.ConvertAll(FirstColumn(targets), target => (int)target);
        }
    }

    /// <summary>A second column is the fold.</summary>
    private static float[] FirstColumn(Matrix<float> targets)
    {
        var first = new float[targets.Rows];
        for (var row = 0; row < first.Length; row++)
        {
            first[row] = targets[row, 0];
        }

        return first;
    }

    private bool IsFinite()
    {
        foreach (var number in _predicted.Span)
        {
            if (!float.IsFinite(number))
            {
                return false;
            }
        }

        return true;
    }

    private double? Measure()
    {
        if (!metric.Fits(LearningTask.Regression))
        {
            return metric.Of(_predicted, _classes);
        }

        for (var row = 0; row < _values.Length; row++)
        {
            _values[row] = _predicted[row, 0];
        }

        // Computed as the network sees the target, where rounding is least; R² has no unit.
        var unit = metric == TabularMetric.DeterminationCoefficient ? 1 : scale.Deviation;
        return metric.Of(_values, _numbers) * unit;
    }
}
