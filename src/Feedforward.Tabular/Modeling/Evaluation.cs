using Feedforward.Metrics;

namespace Feedforward.Tabular;

/// <summary>How well a model predicts some rows.</summary>
/// <param name="Task">What is predicted.</param>
/// <param name="Rows">How many rows were judged.</param>
/// <param name="Skipped">How many rows had no target and were not.</param>
/// <param name="Classification">The metrics of a classification, or null.</param>
/// <param name="Regression">The metrics of a regression, or null.</param>
/// <param name="Notices">What a person should know about the data.</param>
public sealed record Evaluation(
    LearningTask Task,
    int Rows,
    int Skipped,
    ClassificationMetrics? Classification,
    RegressionMetrics? Regression,
    IReadOnlyList<Notice> Notices)
{
    /// <summary>How well intervals or prediction sets hold the truth; null where the model has none.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>
    /// The metrics by name, in a fixed order: <c>accuracy</c>, <c>logLoss</c>, <c>auc</c>, <c>f1</c>, <c>brier</c>,
    /// <c>ece</c>, or <c>rmse</c>, <c>mae</c>, <c>r2</c>. One that is not defined for these rows is left out.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics
    {
        get
        {
            var metrics = new OrderedDictionary<string, double>();
            void Add(string name, double? value)
            {
                if (value is { } number && double.IsFinite(number))
                {
                    metrics.Add(name, number);
                }
            }

            Add("accuracy", Classification?.Accuracy);
            Add("logLoss", Classification?.LogLoss);
            Add("auc", Classification?.AreaUnderCurve);
            Add("f1", Classification?.F1);
            Add("brier", Classification?.BrierScore);
            Add("ece", Classification?.ExpectedCalibrationError);
            Add("rmse", Regression?.RootMeanSquaredError);
            Add("mae", Regression?.MeanAbsoluteError);
            Add("r2", Regression?.DeterminationCoefficient);
            return metrics;
        }
    }
}
