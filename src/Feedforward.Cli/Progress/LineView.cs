using System.Globalization;
using Feedforward.Cli.Rendering;
using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>A line an epoch on standard error, for a file or a pipe; results on standard output.</summary>
internal sealed class LineView(Terminal terminal) : ITrainingView
{
    /// <inheritdoc/>
    public void Begin(TrainingPlan plan)
    {
        foreach (var line in PlanText.Of(plan))
        {
            terminal.Error.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Note(Notice notice) => terminal.Error.WriteLine($"note: {notice.Message}");

    /// <inheritdoc/>
    public T Follow<T>(Func<IProgress<TabularEpoch>, T> train) => train(new EpochProgress(Report));

    /// <inheritdoc/>
    public void End(TabularResult result, string? model) => TrainingReport.Write(terminal.Results, result, model);

    /// <inheritdoc/>
    public void End(CrossValidationResult result, TimeSpan elapsed) => TrainingReport.Write(terminal.Results, result, elapsed);

    private void Report(TabularEpoch epoch)
    {
        var width = epoch.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        var fold = epoch.Fold > 0 ? $"fold {epoch.Fold}  " : string.Empty;
        var number = epoch.Epoch.Number.ToString(CultureInfo.InvariantCulture).PadLeft(width);
        var validation = epoch.Epoch.ValidationRisk is { } risk
            ? $"  validation loss {Format.Metric(risk)}  {Format.MetricName(epoch.Metric)} {Format.Metric(epoch.ValidationMetric)}"
            : string.Empty;
        terminal.Error.WriteLine(
            $"{fold}epoch {number}/{epoch.Epochs}  train loss {Format.Metric(epoch.Epoch.TrainingRisk)}{validation}  {Format.Duration(epoch.Epoch.Elapsed)}{(epoch.Epoch.IsBest ? "  best" : string.Empty)}");
    }
}
