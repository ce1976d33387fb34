using System.Diagnostics;
using System.Globalization;
using Feedforward.Cli.Rendering;
using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>
/// A line an epoch on standard error, for a file or a pipe; results on standard output. Of epochs that take no time only
/// some are shown: the first, the last, and one each half second.
/// </summary>
internal sealed class LineView(Terminal terminal, bool showTimes) : ITrainingView
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(30);
    private readonly Stopwatch _sinceShown = new();
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private TabularEpoch? _notShown;

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
    public T Follow<T>(Func<IProgress<TabularEpoch>, T> train)
    {
        var result = train(new EpochProgress(Report));
        ShowLast();
        return result;
    }

    /// <inheritdoc/>
    public void Report(StreamingProgress progress)
    {
        if (_sinceProgress.Elapsed > LongPause)
        {
            _sinceProgress.Restart();
            terminal.Error.WriteLine(StreamingText.Of(progress));
        }
    }

    /// <inheritdoc/>
    public void End(TabularResult result, string model, Judgement judgement, TimeSplit times)
    {
        TrainingReport.Write(terminal.Results, result, model, judgement);
        if (showTimes)
        {
            TrainingReport.Write(terminal.Results, times.Parts(result.Times));
        }
    }

    /// <inheritdoc/>
    public void Reported(string report) => TrainingReport.WriteReported(terminal.Results, report);

    /// <inheritdoc/>
    public void End(CrossValidationResult result, TimeSpan elapsed) => TrainingReport.Write(terminal.Results, result, elapsed);

    private void Report(TabularEpoch epoch)
    {
        if (epoch.Epoch.Number == 1)
        {
            ShowLast();
        }

        _notShown = epoch;
        if (epoch.Epoch.Number == 1 || _sinceShown.Elapsed >= Pause)
        {
            ShowLast();
        }
    }

    private void ShowLast()
    {
        if (_notShown is { } epoch)
        {
            _notShown = null;
            _sinceShown.Restart();
            _sinceProgress.Restart();
            Show(epoch);
        }
    }

    private void Show(TabularEpoch epoch)
    {
        var width = epoch.Epochs.ToString(CultureInfo.InvariantCulture).Length;
        var fold = (epoch.Fold > 0 ? $"fold {epoch.Fold}  " : string.Empty) + EpochText.Prefix(epoch);
        var number = epoch.Epoch.Number.ToString(CultureInfo.InvariantCulture).PadLeft(width);
        var validation = epoch.Epoch.ValidationRisk is { } risk
            ? $"  validation loss {Format.Metric(risk)}  {Format.MetricName(epoch.Metric)} {Format.Metric(epoch.ValidationMetric)}"
            : string.Empty;
        var best = epoch.Epoch switch
        {
            { IsBest: true } => "  best",
            { BestEpoch: > 0 } earlier => $"  best was {earlier.BestEpoch}",
            _ => string.Empty,
        };
        terminal.Error.WriteLine(
            $"{fold}epoch {number}/{epoch.Epochs}  train loss {Format.Metric(epoch.Epoch.TrainingRisk)}{validation}  {Format.Duration(epoch.Epoch.Elapsed)}{StreamingText.Of(epoch.Waiting)}{best}");
    }
}
