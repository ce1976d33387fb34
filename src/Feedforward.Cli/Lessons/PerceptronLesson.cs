using System.Globalization;
using Feedforward.Cli.Rendering;
using Feedforward.Cli.Rendering.Plots;
using Feedforward.Experiments;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Lessons;

/// <summary>The perceptron on AND, OR and XOR.</summary>
internal sealed class PerceptronLesson : ILesson
{
    /// <inheritdoc/>
    public string Name => "perceptron";

    /// <inheritdoc/>
    public string Summary => "One neuron with a step learns AND and OR, and never XOR.";

    /// <inheritdoc/>
    public void Tell(IAnsiConsole console, LessonChoices choices, Action<string> progress, CancellationToken cancellation)
    {
        console.MarkupLine("[bold]The perceptron[/]  φ(x) = step(wᵀx + b)");
        console.WriteLine("Rosenblatt's rule changes w and b only where the neuron is wrong: w ← w + (y − φ(x)) x, b ← b + (y − φ(x)).");
        console.WriteLine("The neuron cuts the plane by the line wᵀx + b = 0, so it can learn what one line separates.");
        foreach (var course in PerceptronExperiment.Run(cancellation: cancellation))
        {
            Tell(console, course);
        }

        console.WriteLine();
        console.WriteLine("No line has (0,1) and (1,0) on one side and (0,0) and (1,1) on the other: XOR needs a hidden layer.");
        console.MarkupLine("[grey]Next: feedforward lesson xor[/]");
    }

    private static void Tell(IAnsiConsole console, PerceptronCourse course)
    {
        var last = course.Passes[^1];
        console.WriteLine();
        console.MarkupLine(course.Result.IsSeparated
            ? $"[bold]{course.Table.Name}[/]: [green]learned[/] in {Format.Plural(course.Passes.Count, "pass", "passes")} with {Format.Plural(course.Result.Mistakes, "mistake")}"
            : $"[bold]{course.Table.Name}[/]: [red]not learned[/]; after {Format.Plural(course.Passes.Count, "pass", "passes")} and {Format.Plural(course.Result.Mistakes, "mistake")} it still errs, best accuracy {Share(course.BestAccuracy)}");
        var window = PerceptronExperiment.Window;
        var plot = new Plot(
            Axis.Between("x₁", window.Left, window.Right),
            Axis.Between("x₂", window.Bottom, window.Top),
            [.. Picture.Boundary($"w = ({Number(last.Weights[0])}, {Number(last.Weights[1])}), b = {Number(last.Bias)}", last.Boundary), .. Picture.Classes(course.Table.Inputs, course.Table.Labels)],
            Width: 44,
            Height: 11);
        console.Write(new Columns(plot.ToRenderable(), Passes(course)) { Expand = false });
    }

    private static Grid Passes(PerceptronCourse course)
    {
        const int Shown = 8;
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        foreach (var header in (ReadOnlySpan<string>)["pass", "mistakes", "w₁", "w₂", "b", "accuracy"])
        {
            grid.AddColumn(new TableColumn(header).RightAligned());
        }

        foreach (var pass in course.Passes.Take(Shown))
        {
            grid.AddRow(
                pass.Number.ToString(CultureInfo.InvariantCulture),
                Format.Count(pass.Mistakes),
                Number(pass.Weights[0]),
                Number(pass.Weights[1]),
                Number(pass.Bias),
                Share(pass.Accuracy));
        }

        if (course.Passes.Count > Shown)
        {
            grid.AddRow("…", string.Empty, string.Empty, string.Empty, string.Empty, string.Empty);
        }

        return grid;
    }

    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
