using Feedforward.Studio.Report.Charts;
using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>How the training went, epoch by epoch.</summary>
internal static class CurvesSection
{
    public static void Write(HtmlWriter html, TabularResult result)
    {
        html.Add("h2", "Training", ("id", "curves"));
        List<TabularEpoch> epochs = [.. result.Epochs.Where(epoch => !epoch.IsRefit)];
        var training = result.Model.Training;
        html.Paragraph($"{Numbers.Count(training.Epochs, "epoch")}, {Numbers.Count(result.Training.Steps, "step")}; the model is that of epoch {Numbers.Whole(training.BestEpoch)}. It ended because {Reason(result)}. It took {Numbers.Of(result.Elapsed.TotalSeconds)} s.");
        if (epochs.Count == 0)
        {
            return;
        }

        using var charts = html.Open("div", ("class", "charts"));
        var best = epochs.FirstOrDefault(epoch => epoch.Epoch.Number == training.BestEpoch);
        var learned = epochs.Select(epoch => ((double)epoch.Epoch.Number, epoch.Epoch.TrainingRisk)).ToList();
        var watched = epochs.Where(epoch => epoch.Epoch.ValidationRisk is not null).Select(epoch => ((double)epoch.Epoch.Number, epoch.Epoch.ValidationRisk!.Value)).ToList();
        var across = Axis.Around("epoch", epochs.Select(epoch => (double)epoch.Epoch.Number));
        (double, string)? marked = best is null ? null : (training.BestEpoch, $"best: {training.BestEpoch}");
        new Chart(
            "Loss by epoch",
            $"The training loss goes from {Numbers.Of(learned[0].TrainingRisk)} to {Numbers.Of(learned[^1].TrainingRisk)}"
                + (watched.Count > 0 ? $", the validation loss from {Numbers.Of(watched[0].Item2)} to {Numbers.Of(watched[^1].Item2)}; the best epoch is {training.BestEpoch}." : "."),
            across,
            Axis.Around("loss", learned.Concat(watched).Select(point => point.Item2), mayBeLogarithmic: true),
            watched.Count > 0 ? [new Series("training", learned), new Series("validation", watched)] : [new Series("training", learned)],
            new ReportTable(
                "loss by epoch",
                ["epoch", "step", "training loss", "validation loss", "learning rate", "best so far"],
                epochs.Select(epoch => (IReadOnlyList<string>)
                [
                    Numbers.Whole(epoch.Epoch.Number), Numbers.Whole(epoch.Epoch.Step), Numbers.Of(epoch.Epoch.TrainingRisk),
                    Numbers.Of(epoch.Epoch.ValidationRisk), Numbers.Of(epoch.Epoch.LearningRate), Numbers.Whole(epoch.Epoch.BestEpoch),
                ]),
                0))
        {
            Marked = marked,
        }.Write(html);
        var metric = epochs.Where(epoch => epoch.ValidationMetric is not null).Select(epoch => ((double)epoch.Epoch.Number, epoch.ValidationMetric!.Value)).ToList();
        if (metric.Count > 0)
        {
            var name = Numbers.Metric(epochs[0].Metric);
            new Chart(
                $"Validation {name} by epoch",
                $"It goes from {Numbers.Of(metric[0].Item2)} to {Numbers.Of(metric[^1].Item2)}.",
                across,
                Axis.Around(name, metric.Select(point => point.Item2)),
                [new Series(name, metric)],
                new ReportTable($"validation {name} by epoch", ["epoch", name], metric.Select(point => (IReadOnlyList<string>)[Numbers.Whole(point.Item1), Numbers.Of(point.Item2)]), 0))
            {
                Marked = marked,
            }.Write(html);
        }
    }

    private static string Reason(TabularResult result) => result.Training.Reason switch
    {
        Training.StopReason.Completed => "all epochs were done",
        Training.StopReason.EarlyStopped => "the validation rows had not improved for long enough",
        Training.StopReason.Cancelled => "it was cancelled",
        Training.StopReason.TimeLimit => "the time limit was reached",
        _ => "it diverged",
    };
}
