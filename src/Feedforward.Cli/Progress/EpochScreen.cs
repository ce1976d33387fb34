using System.Globalization;
using Feedforward.Cli.Rendering;
using Feedforward.Cli.Rendering.Plots;
using Feedforward.Tabular;
using Spectre.Console;
using Spectre.Console.Rendering;
using Table = Spectre.Console.Table;

namespace Feedforward.Cli.Progress;

/// <summary>One picture of a training: the latest epochs and the best one, the curve of the losses, and how far it is.</summary>
internal sealed class EpochScreen(TrainingPlan plan, int width, int height)
{
    private const int TableWidth = 72;
    private const int LeastPlotWidth = 30;
    private const int MostPlotWidth = 72;
    private const int BarWidth = 30;
    private readonly int _rows = Math.Clamp(height - 12, 4, 15);

    /// <summary>Draws the picture.</summary>
    /// <param name="epochs">The epochs so far.</param>
    /// <param name="elapsed">The time since training began.</param>
    /// <param name="isOver">Whether there will be no more.</param>
    /// <param name="rows">How far a pass over streamed rows is, or null.</param>
    public IRenderable Draw(IReadOnlyList<TabularEpoch> epochs, TimeSpan elapsed, bool isOver, StreamingProgress? rows = null)
    {
        // One fold of a cross-validation is shown at a time, a trial of an alternative and the second training by themselves.
        var fold = epochs.Count == 0 ? [] : epochs.Where(epoch => (epoch.Fold, epoch.IsRefit, epoch.Alternative) == (epochs[^1].Fold, epochs[^1].IsRefit, epochs[^1].Alternative)).ToList();
        var plotWidth = Math.Min(width - TableWidth, MostPlotWidth);
        var body = new Grid().AddColumn(new GridColumn().NoWrap().Width(TableWidth).PadRight(0));
        if (plotWidth >= LeastPlotWidth && fold.Count > 1)
        {
            body.AddColumn(new GridColumn().NoWrap().PadRight(0)).AddRow(Latest(fold, isOver), Curve(fold, plotWidth));
        }
        else
        {
            body.AddRow(Latest(fold, isOver));
        }

        return isOver ? body : new Rows(body, new Markup(Status(fold, elapsed, rows)));
    }

    private Table Latest(List<TabularEpoch> epochs, bool isOver)
    {
        var table = new Table().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        var metric = Format.MetricName(plan.Metric.Key);
        foreach (var header in (ReadOnlySpan<string>)["epoch", "train loss", "validation loss", metric, "time"])
        {
            table.AddColumn(new Spectre.Console.TableColumn(header).RightAligned().NoWrap());
        }

        table.AddColumn(new Spectre.Console.TableColumn(string.Empty).Width(6).NoWrap());
        var best = epochs.Count > 0 ? epochs[^1].Epoch.BestEpoch : 0;
        var latest = epochs.TakeLast(_rows).ToList();
        if (best > 0 && latest[0].Epoch.Number > best)
        {
            AddRow(table, epochs[best - 1], best);
            latest.RemoveAt(0);
        }

        foreach (var epoch in latest)
        {
            AddRow(table, epoch, best);
        }

        // While it runs the picture keeps its height, so that nothing jumps.
        for (var row = table.Rows.Count; row < _rows && !isOver; row++)
        {
            table.AddEmptyRow();
        }

        return table;
    }

    private static void AddRow(Table table, TabularEpoch epoch, int best)
    {
        var isBest = epoch.Epoch.Number == best;
        string[] cells =
        [
            epoch.Epoch.Number.ToString(CultureInfo.InvariantCulture),
            Format.Metric(epoch.Epoch.TrainingRisk),
            Format.Metric(epoch.Epoch.ValidationRisk),
            Format.Metric(epoch.ValidationMetric),
            Format.Duration(epoch.Epoch.Elapsed),
            isBest ? "★ best" : string.Empty,
        ];
        table.AddRow(Array.ConvertAll(cells, cell => isBest ? $"[green]{cell}[/]" : cell));
    }

    private IRenderable Curve(List<TabularEpoch> epochs, int plotWidth)
    {
        Series train = new("train", "blue", [.. epochs.Select(epoch => ((double)epoch.Epoch.Number, epoch.Epoch.TrainingRisk))]);
        Series validation = new(
            "validation",
            "yellow",
            [.. epochs.Where(epoch => epoch.Epoch.ValidationRisk is not null).Select(epoch => ((double)epoch.Epoch.Number, epoch.Epoch.ValidationRisk!.Value))]);
        var values = train.Points.Concat(validation.Points).Select(point => point.Y).ToList();
        return new Plot(
            Axis.Counting("epoch", 1, epochs[^1].Epoch.Number),
            Axis.Around("loss (logarithmic)", values, isLogarithmic: true),
            validation.Points.Count > 0 ? [train, validation] : [train],
            plotWidth,
            Math.Max(4, _rows - 1)).ToRenderable();
    }

    private string Status(List<TabularEpoch> epochs, TimeSpan elapsed, StreamingProgress? rows)
    {
        var epochsDone = epochs.Count > 0 ? epochs[^1].Epoch.Number : 0;
        var total = epochs.Count > 0 ? epochs[^1].Epochs : 0;
        var filled = total == 0 ? 0 : (int)((long)BarWidth * epochsDone / total);
        var fold = plan.Folds is { } folds ? $"fold {(epochs.Count > 0 ? epochs[^1].Fold : 1)}/{folds}  " : string.Empty;
        var bar = $"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]";
        var time = epochs.Count == 0
            ? Format.Rough(elapsed)
            : $"{Format.Rough(elapsed)}, at most {Format.Rough(epochs[^1].Remaining)} left";
        var again = epochs.Count > 0 ? EpochText.Prefix(epochs[^1]) : string.Empty;
        return $" {fold}{again}epoch {epochsDone}{(total > 0 ? $"/{total}" : string.Empty)} {bar} {time}{(rows is null ? string.Empty : $"; {StreamingText.Short(rows)}")}  [grey](Ctrl-C keeps the best)[/]";
    }
}
