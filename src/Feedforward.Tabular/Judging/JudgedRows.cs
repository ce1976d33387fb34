namespace Feedforward.Tabular;

/// <summary>Rows whose truth is known, and how far a network's outputs for them are from it.</summary>
internal sealed class JudgedRows
{
    private readonly TabularModel _model;
    private readonly TabularMetric _metric;
    private readonly int[] _labels = [];
    private readonly float[] _numbers = [];

    public JudgedRows(TabularModel model, Table table, int[] rows, TabularMetric metric)
    {
        (_model, _metric) = (model, metric);
        if (model.Task == LearningTask.Regression)
        {
            _numbers = TargetValues.Numbers(table, model.Target, rows);
        }
        else
        {
            _labels = TargetValues.Classes(table, model.Target, rows);
        }
    }

    /// <summary>The metric turned so that lower is better; null where the rows do not define it.</summary>
    /// <param name="outputs">The network's outputs, which are overwritten.</param>
    public double? Loss(Matrix<float> outputs)
    {
        var predictions = _model.Decode(outputs, [], []);
        var value = _model.Task == LearningTask.Regression
            ? _metric.Of(predictions.Values, _numbers)
            : _metric.Of(predictions.Probabilities, _labels);
        return value is { } number ? _metric.AsLoss(number) : null;
    }
}
