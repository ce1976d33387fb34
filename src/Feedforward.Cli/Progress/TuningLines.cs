using Feedforward.Cli.Rendering;
using Feedforward.Tabular;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Cli.Progress;

/// <summary>A search for a person: a line on standard error that is drawn anew on a screen, or a line a trial; the table on standard output.</summary>
internal sealed class TuningLines(Terminal terminal) : ITuningView
{
    private TabularMetric? _metric;
    private int _resumed;
    private bool _isDrawn;

    /// <inheritdoc/>
    public void Begin(TabularTuner tuner, SearchKind kind, string folder)
    {
        _metric = tuner.Metric;
        var rounds = string.Join(", then ", tuner.Plan.Rungs.Select(rung => $"{Format.Plural(rung.Trials, "trial")} of {Format.Plural(rung.Epochs, "epoch")}"));
        terminal.Error.WriteLine(
            $"search: {rounds}; one network each, judged by {Format.MetricName(tuner.Metric.Key)} on {Format.Plural(tuner.ValidationRows, "validation row")}; in '{folder}'");
    }

    /// <inheritdoc/>
    public void Report(TuningProgress progress)
    {
        if (progress.IsResumed)
        {
            _resumed++;
            return;
        }

        ShowResumed();
        var best = progress.Best is { } trial ? $"best {Format.Metric(trial.Value)} (trial {trial.Number})" : "none good yet";
        var left = progress.Remaining is { } remaining ? $", {(remaining < TimeSpan.FromSeconds(1) ? string.Empty : "about ")}{Format.Rough(remaining)} left" : string.Empty;
        var time = Format.Rough(progress.Elapsed) + left;
        var done = $"{progress.Done}/{progress.Trainings}";
        if (terminal.IsLive)
        {
            var line = $"{done} trials  {Format.MetricName(_metric!.Key)}: {best}  {time}  (Ctrl-C keeps the best)";
            terminal.Error.Write($"\r\e[K{(line.Length < terminal.Notes.Profile.Width ? line : line[..(terminal.Notes.Profile.Width - 1)])}");
            _isDrawn = true;
            return;
        }

        var value = progress.Trial.HasDiverged ? "diverged" : $"{Format.MetricName(_metric!.Key)} {Format.Metric(progress.Trial.Value)}";
        terminal.Error.WriteLine($"{done}  trial {progress.Trial.Number}  {Format.Plural(progress.Trial.Epochs, "epoch")}  {value}  {best}  {time}");
    }

    /// <inheritdoc/>
    public void End(TuningResult result, string? model)
    {
        ShowResumed();
        if (_isDrawn)
        {
            terminal.Error.Write("\r\e[K");
        }

        TuningReport.Write(terminal.Results, result, model);
    }

    /// <inheritdoc/>
    public void Begin(Finalist finalist, int place, int count)
    {
        var own = finalist.Number == 0 ? ", the preset's own choices" : string.Empty;
        terminal.Error.WriteLine($"whole model {place} of {count}: trial {finalist.Number}{own}");
    }

    /// <inheritdoc/>
    public void Choose(TuningResult result, IReadOnlyList<TabularResult> trained, int chosen) => TuningReport.Write(terminal.Results, result, trained, chosen);

    /// <summary>What an earlier run did is one line, not forty.</summary>
    private void ShowResumed()
    {
        if (_resumed > 0)
        {
            terminal.Error.WriteLine($"{Format.Plural(_resumed, "trial")} done earlier {(_resumed == 1 ? "was" : "were")} found in the journal");
            _resumed = 0;
        }
    }
}
