namespace Feedforward.Tabular;

/// <summary>What the validation rows still say once they have chosen the epoch: how certain the model should be.</summary>
internal static class CalibratedModel
{
    /// <summary>The model with a temperature where that was asked for, then with intervals or sets; and what it predicts for the rows.</summary>
    /// <param name="model">The model of the best epoch.</param>
    /// <param name="table">The table it was trained on.</param>
    /// <param name="rows">The validation rows, or all rows where each is judged by the members that did not learn from it.</param>
    /// <param name="plan">Knows the folds.</param>
    /// <param name="options">The choices.</param>
    /// <param name="notices">Takes why something that was asked for was not done.</param>
    /// <returns>No predictions where there are no rows.</returns>
    public static (TabularModel Model, Predictions? Predictions) Of(
        TabularModel model, Table table, int[] rows, TrainingPlan plan, TabularOptions options, List<Notice> notices)
    {
        var isCalibrated = (options.Calibrate ?? plan.Preset is not null) && model.Task != LearningTask.Regression;
        if (isCalibrated && rows.Length < ProbabilityCalibration.LeastRows)
        {
            isCalibrated = false;
            notices.Add(new Notice(
                NoticeKind.Training,
                null,
                $"{rows.Length} validation rows are too few to calibrate probabilities; {ProbabilityCalibration.LeastRows} or more are needed."));
        }

        if (rows.Length == 0)
        {
            return (model, null);
        }

        var predictions = model.Predict(table, rows, options.Threads, plan.Preset?.Folds ?? 0, plan.FoldOf);
        if (!AreFinite(model.Task == LearningTask.Regression ? predictions.Values : predictions.Probabilities.Span))
        {
            return (model, predictions);
        }

        if (isCalibrated)
        {
            var calibration = ProbabilityCalibration.Fit(predictions.Probabilities, TargetValues.Classes(table, model.Target, rows));
            ProbabilityCalibration.Apply(predictions.Probabilities, calibration.Temperature);
            model = model.With(calibration);
        }

        if (options.IntervalLevel is { } level)
        {
            model = model.With(model.Task == LearningTask.Regression
                ? ConformalPrediction.OfNumbers(predictions.Values, TargetValues.Numbers(table, model.Target, rows), level)
                : ConformalPrediction.OfClasses(predictions.Probabilities, TargetValues.Classes(table, model.Target, rows), level));
        }

        return (model, predictions.With(model.Conformal));
    }

    private static bool AreFinite(ReadOnlySpan<float> numbers)
    {
        foreach (var number in numbers)
        {
            if (!float.IsFinite(number))
            {
                return false;
            }
        }

        return true;
    }
}
