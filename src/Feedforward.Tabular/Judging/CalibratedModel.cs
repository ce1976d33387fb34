namespace Feedforward.Tabular;

/// <summary>What the validation rows still say once they have chosen the epoch: how certain the model should be.</summary>
internal static class CalibratedModel
{
    /// <summary>The model with a temperature where that was asked for, then with intervals or sets.</summary>
    /// <param name="model">The model of the best epoch.</param>
    /// <param name="table">The table it was trained on.</param>
    /// <param name="rows">The validation rows.</param>
    /// <param name="options">The choices.</param>
    /// <param name="notices">Takes why something that was asked for was not done.</param>
    public static TabularModel Of(TabularModel model, Table table, int[] rows, TabularOptions options, List<Notice> notices)
    {
        if (options.Calibrate && model.Task != LearningTask.Regression)
        {
            model = Calibrated(model, table, rows, notices);
        }

        return options.IntervalLevel is { } level && rows.Length > 0 ? WithIntervals(model, table, rows, level) : model;
    }

    private static TabularModel Calibrated(TabularModel model, Table table, int[] rows, List<Notice> notices)
    {
        if (rows.Length < ProbabilityCalibration.LeastRows)
        {
            notices.Add(new Notice(
                NoticeKind.Training,
                null,
                $"{rows.Length} validation rows are too few to calibrate probabilities; {ProbabilityCalibration.LeastRows} or more are needed."));
            return model;
        }

        var probabilities = model.Predict(table, rows).Probabilities;
        return AreFinite(probabilities.Span) ? model.With(ProbabilityCalibration.Fit(probabilities, Labels(model, table, rows))) : model;
    }

    private static TabularModel WithIntervals(TabularModel model, Table table, int[] rows, double level)
    {
        var predictions = model.Predict(table, rows);
        if (model.Task == LearningTask.Regression)
        {
            var numbers = TargetValues.Numbers(table, model.Target);
            return AreFinite(predictions.Values)
                ? model.With(ConformalPrediction.OfNumbers(predictions.Values, Array.ConvertAll(rows, row => numbers[row]), level))
                : model;
        }

        return AreFinite(predictions.Probabilities.Span)
            ? model.With(ConformalPrediction.OfClasses(predictions.Probabilities, Labels(model, table, rows), level))
            : model;
    }

    private static int[] Labels(TabularModel model, Table table, int[] rows)
    {
        var classes = TargetValues.Classes(table, model.Target);
        return Array.ConvertAll(rows, row => classes[row]);
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
