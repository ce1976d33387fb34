using System.Globalization;
using Feedforward.Activations;
using Feedforward.Cli.Rendering;
using Feedforward.Cli.Rendering.Plots;
using Feedforward.Experiments;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Lessons;

/// <summary>XOR and the hidden layer.</summary>
internal sealed class XorLesson : ILesson
{
    /// <inheritdoc/>
    public string Name => "xor";

    /// <inheritdoc/>
    public string Summary => "One hidden layer of two neurons learns what no single neuron can.";

    /// <inheritdoc/>
    public void Tell(IAnsiConsole console, LessonChoices choices, Action<string> progress, CancellationToken cancellation)
    {
        var options = new XorOptions();
        options = options with
        {
            FirstSeed = choices.Seed ?? options.FirstSeed,
            Activations = choices.Activation is { } name ? [Activation.Named(name)] : options.Activations,
        };
        var report = XorExperiment.Run(
            options, new Reports<XorRate>(rate => progress($"{rate.Activation.Name}, width {rate.Width}")), cancellation);
        console.MarkupLine("[bold]XOR[/]  y = x₁ ⊕ x₂");
        console.MarkupLine($"Without a hidden layer: the perceptron gets [red]{report.PerceptronBest} of 4[/] points right at best, logistic regression [red]{report.LogisticBest} of 4[/].");
        console.WriteLine();
        console.WriteLine($"With one hidden layer: how many of {options.Seeds} networks with different initial weights learn it, and the epochs they need (median)");
        console.Write(Rates(report, options));
        if (report.Solution is { } solution)
        {
            Tell(console, solution, report.Table);
        }

        console.MarkupLine("[grey]Next: feedforward lesson logistic; or train it yourself: feedforward train xor --hidden 2 --activation tanh[/]");
    }

    private static Grid Rates(XorReport report, XorOptions options)
    {
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        grid.AddColumn("activation");
        foreach (var width in options.Widths)
        {
            grid.AddColumn(new TableColumn($"{Format.Count(width)} neurons").RightAligned());
        }

        foreach (var row in report.Rates.GroupBy(rate => rate.Activation.Name))
        {
            grid.AddRow([row.Key, .. row.Select(rate =>
                $"[{(rate.Learned == rate.Seeds ? "green" : "default")}]{rate.Learned.ToString(CultureInfo.InvariantCulture),3}[/] [grey]({rate.MedianEpochs?.ToString("0", CultureInfo.InvariantCulture) ?? "–"})[/]")]);
        }

        return grid;
    }

    private static void Tell(IAnsiConsole console, XorSolution solution, LogicTable table)
    {
        console.MarkupLine($"A network of two hidden neurons that learned it ({solution.Activation.Name}, seed {solution.Seed.ToString(CultureInfo.InvariantCulture)}).");
        console.WriteLine("Left, the plane of inputs: the border between the shades is bent. Right, the plane of hidden outputs: the points have moved so that one line separates them.");
        var window = solution.InputWindow;
        var inputs = new Plot(
            Axis.Between("x₁", window.Left, window.Right), Axis.Between("x₂", window.Bottom, window.Top), [.. Picture.Classes(table.Inputs, table.Labels)], 46, 14)
        {
            Ground = Picture.Shade(solution.Probabilities, window),
        };
        var hidden = new Matrix<float>(solution.Points.Count, solution.Width);
        for (var i = 0; i < solution.Points.Count; i++)
        {
            solution.Points[i].Hidden.CopyTo(hidden.Row(i));
        }

        var space = solution.HiddenWindow;
        var moved = new Plot(
            Axis.Between("h₁", space.Left, space.Right),
            Axis.Between("h₂", space.Bottom, space.Top),
            [.. Picture.Boundary("p = ½", solution.HiddenBoundary), .. Picture.Classes(hidden, table.Labels)],
            46,
            14);
        console.Write(new Columns(inputs.ToRenderable(), moved.ToRenderable()) { Expand = false });
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        foreach (var header in (ReadOnlySpan<string>)["x", "y", "h₁", "h₂", "p(y = 1)"])
        {
            grid.AddColumn(new TableColumn(header).RightAligned());
        }

        foreach (var point in solution.Points)
        {
            grid.AddRow(
                $"({string.Join(", ", point.X.Select(bit => bit.ToString(CultureInfo.InvariantCulture)))})",
                point.Label.ToString(CultureInfo.InvariantCulture),
                Format.Signed(point.Hidden[0]),
                Format.Signed(point.Hidden[1]),
                Format.Signed(point.Probability));
        }

        console.Write(grid);
    }
}
