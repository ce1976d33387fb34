namespace Feedforward.Tabular;

/// <summary>A figure by which predictions are judged and epochs are chosen.</summary>
public sealed class TabularMetric
{
    private readonly bool _isOfClasses;

    private TabularMetric(string name, string key, bool isOfClasses, bool isLargerBetter)
    {
        Name = name;
        Key = key;
        _isOfClasses = isOfClasses;
        IsLargerBetter = isLargerBetter;
    }

    /// <summary>The share of rows whose class is predicted; see <see cref="Metrics.Accuracy"/>.</summary>
    public static TabularMetric Accuracy { get; } = new("accuracy", "accuracy", isOfClasses: true, isLargerBetter: true);

    /// <summary>The mean of −log p of the true classes; see <see cref="Metrics.LogLoss"/>.</summary>
    public static TabularMetric LogLoss { get; } = new("log-loss", "logLoss", isOfClasses: true, isLargerBetter: false);

    /// <summary>How well probabilities rank the rows; see <see cref="Metrics.AreaUnderCurve"/>.</summary>
    public static TabularMetric AreaUnderCurve { get; } = new("auc", "auc", isOfClasses: true, isLargerBetter: true);

    /// <summary>√ of the mean squared error; see <see cref="Metrics.RootMeanSquaredError"/>.</summary>
    public static TabularMetric RootMeanSquaredError { get; } = new("rmse", "rmse", isOfClasses: false, isLargerBetter: false);

    /// <summary>The mean of |ŷ − y|; see <see cref="Metrics.MeanAbsoluteError"/>.</summary>
    public static TabularMetric MeanAbsoluteError { get; } = new("mae", "mae", isOfClasses: false, isLargerBetter: false);

    /// <summary>R², the share of the variance that is explained; see <see cref="Metrics.DeterminationCoefficient"/>.</summary>
    public static TabularMetric DeterminationCoefficient { get; } = new("r2", "r2", isOfClasses: false, isLargerBetter: true);

    /// <summary>Every metric.</summary>
    public static IReadOnlyList<TabularMetric> All { get; } =
        [Accuracy, LogLoss, AreaUnderCurve, RootMeanSquaredError, MeanAbsoluteError, DeterminationCoefficient];

    /// <summary>The name by which it is chosen, such as <c>log-loss</c>.</summary>
    public string Name { get; }

    /// <summary>Its name among <see cref="Evaluation.Metrics"/>, such as <c>logLoss</c>.</summary>
    public string Key { get; }

    /// <summary>Whether the larger of two values is the better one.</summary>
    public bool IsLargerBetter { get; }

    /// <summary>The usual metric of a task: accuracy, or RMSE for regression.</summary>
    /// <param name="task">What is predicted.</param>
    public static TabularMetric For(LearningTask task) => task == LearningTask.Regression ? RootMeanSquaredError : Accuracy;

    /// <summary>The metric with a name (case does not matter).</summary>
    /// <param name="name">For example "auc".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static TabularMetric Named(string name) =>
        All.FirstOrDefault(metric => string.Equals(metric.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no metric '{name}'. The metrics are: {string.Join(", ", All.Select(metric => metric.Name))}.", nameof(name));

    /// <summary>The metric with a name, or the task's usual one where none is named.</summary>
    /// <param name="name">The name, or null.</param>
    /// <param name="task">What is predicted.</param>
    /// <exception cref="ArgumentException">There is none of that name, or it does not fit the task; the message lists those that do.</exception>
    public static TabularMetric Chosen(string? name, LearningTask task)
    {
        if (name is null)
        {
            return For(task);
        }

        var metric = Named(name);
        return metric.Fits(task)
            ? metric
            : throw new ArgumentException(
                $"The metric '{metric.Name}' does not fit the task {task}. Metrics that do: {string.Join(", ", All.Where(other => other.Fits(task)).Select(other => other.Name))}.");
    }

    /// <summary>Whether it judges predictions of a task.</summary>
    /// <param name="task">What is predicted.</param>
    public bool Fits(LearningTask task) => _isOfClasses == (task != LearningTask.Regression);

    /// <summary>The value turned so that lower is better: 1 − value where larger values are better, else the value.</summary>
    /// <param name="value">A value of the metric.</param>
    public double AsLoss(double value) => IsLargerBetter ? 1 - value : value;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The metric of class probabilities (n×1 or n×C); null where these rows do not define it, as the AUC of one class.</summary>
    internal double? Of(Matrix<float> probabilities, ReadOnlySpan<int> labels) =>
        this == Accuracy ? Metrics.Accuracy.Of(probabilities, labels)
        : this == LogLoss ? PortableLogLoss.Of(probabilities, labels)
        : Metrics.AreaUnderCurve.Of(probabilities, labels);

    /// <summary>The metric of predicted numbers; null where these rows do not define it, as the R² of equal targets.</summary>
    internal double? Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets) =>
        this == RootMeanSquaredError ? Metrics.RootMeanSquaredError.Of(predictions, targets)
        : this == MeanAbsoluteError ? Metrics.MeanAbsoluteError.Of(predictions, targets)
        : Metrics.DeterminationCoefficient.Of(predictions, targets);
}
