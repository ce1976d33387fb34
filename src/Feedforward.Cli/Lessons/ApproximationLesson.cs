using System.Globalization;
using Feedforward.Activations;
using Feedforward.Cli.Rendering;
using Feedforward.Cli.Rendering.Plots;
using Feedforward.Experiments;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Lessons;

/// <summary>Universal approximation: wider is nearer.</summary>
internal sealed class ApproximationLesson : ILesson
{
    private static readonly string[] Colours = ["red", "yellow", "green"];

    /// <inheritdoc/>
    public string Name => "approximation";

    /// <inheritdoc/>
    public string Summary => "One hidden layer comes as near to a function as one likes, if it is wide enough.";

    /// <inheritdoc/>
    public void Tell(IAnsiConsole console, LessonChoices choices, Action<string> progress, CancellationToken cancellation)
    {
        var options = new ApproximationOptions();
        options = options with
        {
            Target = choices.Function is { } function ? ApproximationTarget.Named(function) : options.Target,
            Activation = choices.Activation is { } activation ? Activation.Named(activation) : options.Activation,
            Seed = choices.Seed ?? options.Seed,
        };
        var report = ApproximationExperiment.Run(
            options, new Reports<Approximation>(fit => progress($"hidden layers {Widths(fit)}")), cancellation);
        console.MarkupLine($"[bold]Universal approximation[/]  y = {Markup.Escape(report.Target.Formula)}, hidden layers of {options.Activation.Name}");
        console.WriteLine("A wide enough hidden layer fits any continuous function on a bounded set. How many neurons do you need here?");
        console.Write(Fits(report.ByWidth, "width"));
        console.Write(Errors(report.ByWidth));
        console.WriteLine();
        if (report.Target.Inputs == 1)
        {
            console.WriteLine();
            console.Write(Curves(report));
            console.WriteLine();
        }

        if (report.ByDepth.Count > 0)
        {
            console.WriteLine();
            console.WriteLine("The same number of parameters in one layer or in several:");
            console.Write(Fits(report.ByDepth, "widths"));
        }

        console.MarkupLine($"[grey]Other functions: --function {string.Join(", ", ApproximationTarget.All.Select(target => target.Name))}. Next: feedforward lesson noise[/]");
    }

    private static Grid Fits(IReadOnlyList<Approximation> fits, string name)
    {
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        foreach (var header in (ReadOnlySpan<string>)[name, "parameters", "largest error", "root mean square error"])
        {
            grid.AddColumn(new TableColumn(header).RightAligned());
        }

        foreach (var fit in fits)
        {
            grid.AddRow(Widths(fit), Format.Count(fit.Parameters), Format.Metric(fit.LargestError), Format.Metric(fit.RootMeanSquareError));
        }

        return grid;
    }

    private static Spectre.Console.Rendering.IRenderable Errors(IReadOnlyList<Approximation> fits)
    {
        var largest = fits.Select(fit => ((double)fit.Hidden[0], fit.LargestError)).ToList();
        var mean = fits.Select(fit => ((double)fit.Hidden[0], fit.RootMeanSquareError)).ToList();
        return new Plot(
            Axis.Around("hidden neurons (logarithmic)", largest.Select(point => point.Item1), isLogarithmic: true),
            Axis.Around("error (logarithmic)", largest.Concat(mean).Select(point => point.Item2), isLogarithmic: true),
            [
                new Series("largest error", "yellow", largest),
                new Series("root mean square error", "green", mean),
                new Series(string.Empty, "yellow", largest, '●'),
                new Series(string.Empty, "green", mean, '●'),
            ],
            64,
            12).ToRenderable();
    }

    private static Spectre.Console.Rendering.IRenderable Curves(ApproximationReport report)
    {
        var target = Points(report, report.Values);
        Approximation[] shown = [report.ByWidth[0], report.ByWidth[report.ByWidth.Count / 2], report.ByWidth[^1]];
        var curves = shown.Select((fit, i) => new Series($"width {Widths(fit)}", Colours[i], Points(report, fit.Values))).ToList();
        return new Plot(
            Axis.Around("x", target.Select(point => point.X)),
            Axis.Around("y", target.Concat(curves.SelectMany(curve => curve.Points)).Select(point => point.Y)),
            [new Series(report.Target.Formula, "grey", target), .. curves],
            76,
            16).ToRenderable();
    }

    private static List<(double X, double Y)> Points(ApproximationReport report, float[] values) =>
        [.. values.Select((value, i) => ((double)report.Points[i, 0], (double)value))];

    private static string Widths(Approximation fit) =>
        string.Join('-', fit.Hidden.Select(width => width.ToString(CultureInfo.InvariantCulture)));
}
