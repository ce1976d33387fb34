using Feedforward.Metrics;

namespace Feedforward.Tabular;

/// <summary>What a model predicts for some rows. A row that could not be read is marked and has no prediction.</summary>
public sealed class Predictions
{
    private readonly float[] _values;
    private readonly float[] _deviations;

    internal Predictions(
        TargetColumn target, Matrix<float> probabilities, float[] values, float[] deviations, IReadOnlyList<Notice> notices)
    {
        Target = target;
        Probabilities = probabilities;
        Notices = notices;
        _values = values;
        _deviations = deviations;
        Count = target.Task == LearningTask.Regression ? values.Length : probabilities.Rows;
    }

    /// <summary>What is predicted.</summary>
    public TargetColumn Target { get; }

    /// <summary>What kind of prediction it is.</summary>
    public LearningTask Task => Target.Task;

    /// <summary>The class labels, in the order of the probabilities' columns; empty for regression.</summary>
    public IReadOnlyList<string> Classes => Target.Classes;

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>The probability of each class: rows × classes, for two classes also; no column for regression. NaN in a marked row.</summary>
    public Matrix<float> Probabilities { get; }

    /// <summary>The predicted numbers; empty for classification. NaN in a marked row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The predicted standard deviation of each number, where the loss is the Gaussian likelihood; else empty.</summary>
    public ReadOnlySpan<float> Deviations => _deviations;

    /// <summary>What intervals and prediction sets are made with; null where the model has none.</summary>
    public ConformalPrediction? Conformal { get; internal init; }

    /// <summary>What a person should know about the data.</summary>
    public IReadOnlyList<Notice> Notices { get; }

    /// <summary>Whether a row could not be read and has no prediction.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public bool IsMarked(int row) => float.IsNaN(Task == LearningTask.Regression ? _values[row] : Probabilities[row, 0]);

    /// <summary>The most probable class of a row, its place in <see cref="Classes"/>; of equally probable ones the first.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <exception cref="InvalidOperationException">The task is regression, or the row is marked.</exception>
    public int ClassAt(int row) => Task != LearningTask.Regression && !IsMarked(row)
        ? PredictedClass.Of(Probabilities.Row(row))
        : throw new InvalidOperationException("This row has no predicted class.");

    internal Predictions With(ConformalPrediction? conformal) =>
        new(Target, Probabilities, _values, _deviations, Notices) { Conformal = conformal };

    /// <summary>The interval that holds the number of a row with the probability <see cref="ConformalPrediction.Level"/>.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <exception cref="InvalidOperationException">The task is not regression, or the model has no intervals.</exception>
    public (float Lower, float Upper) IntervalAt(int row) => Task == LearningTask.Regression && Conformal is { } conformal
        ? (_values[row] - conformal.Threshold, _values[row] + conformal.Threshold)
        : throw new InvalidOperationException("This row has no interval.");

    /// <summary>
    /// The set of classes that holds the class of a row with the probability <see cref="ConformalPrediction.Level"/>, ascending. It
    /// always has the most probable class, which can only add to that probability.
    /// </summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <exception cref="InvalidOperationException">The task is regression, the row is marked, or the model has no prediction sets.</exception>
    public IReadOnlyList<int> SetAt(int row)
    {
        if (Task == LearningTask.Regression || Conformal is not { } conformal)
        {
            throw new InvalidOperationException("This row has no prediction set.");
        }

        var best = ClassAt(row);
        var set = new List<int>();
        for (var i = 0; i < Classes.Count; i++)
        {
            if (i == best || Probabilities[row, i] >= conformal.Threshold)
            {
                set.Add(i);
            }
        }

        return set;
    }

    /// <summary>The prediction of a row as text: the class label, or the number in its shortest form; empty in a marked row.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public string TextAt(int row) =>
        IsMarked(row) ? string.Empty
        : Task == LearningTask.Regression ? NumberColumn.Text(_values[row])
        : Classes[ClassAt(row)];
}
