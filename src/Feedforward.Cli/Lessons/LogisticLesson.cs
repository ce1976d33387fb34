using System.Globalization;
using Feedforward.Cli.Rendering;
using Feedforward.Cli.Rendering.Plots;
using Feedforward.Experiments;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Lessons;

/// <summary>Logistic regression as maximum likelihood.</summary>
internal sealed class LogisticLesson : ILesson
{
    private static readonly int[] ShownEpochs = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    /// <inheritdoc/>
    public string Name => "logistic";

    /// <inheritdoc/>
    public string Summary => "One neuron with a sigmoid gives probabilities; gradient descent raises the likelihood.";

    /// <inheritdoc/>
    public void Tell(IAnsiConsole console, LessonChoices choices, Action<string> progress, CancellationToken cancellation)
    {
        var options = new LogisticOptions();
        options = options with { Seed = choices.Seed ?? options.Seed };
        var line = LogisticExperiment.OneDimensional(options, cancellation);
        console.MarkupLine("[bold]Logistic regression[/]  p(y = 1 | x) = sigm(wᵀx + b), sigm(a) = 1/(1 + e⁻ᵃ)");
        console.WriteLine("The sigmoid turns a number into a probability. The best w and b make the labels most likely: they minimise the cross entropy.");
        console.WriteLine();
        var curve = new Series("p(y = 1 | x)", "green", [.. line.Curve.Select(point => (point.X, point.Y))]);
        var plot = new Plot(
            Axis.Between("x", line.Window.Left, line.Window.Right),
            Axis.Between("probability", -0.05, 1.05),
            [curve, .. OnLine(line)],
            72,
            14);
        console.Write(plot.ToRenderable());
        console.WriteLine();
        console.MarkupLine($"p = ½ at x = [bold]{(line.Threshold is { } threshold ? Format.Short(threshold) : "–")}[/]; w = {Format.Short(line.Model.Weights[0])}, b = {Format.Short(line.Model.Bias)}");
        console.Write(Steps(line.Steps));

        var plane = LogisticExperiment.TwoDimensional(options, cancellation);
        console.WriteLine("With two inputs the points of equal probability are lines; p = ½ is the border between the classes.");
        console.Write(new Plot(
            Axis.Between("x₁", plane.Window.Left, plane.Window.Right),
            Axis.Between("x₂", plane.Window.Bottom, plane.Window.Top),
            [.. Picture.Boundary("p = ½", plane.Boundary), .. Picture.Classes(plane.Inputs, plane.Labels)],
            60,
            16)
        {
            Ground = Picture.Shade(plane.Probabilities, plane.Window),
        }.ToRenderable());
        console.WriteLine();
        console.MarkupLine($"accuracy {Format.Metric(plane.Steps[^1].Accuracy)}, cross entropy {Format.Metric(plane.Steps[^1].Risk)}");
        console.MarkupLine("[grey]Next: feedforward lesson approximation; or on data: feedforward train moons --hidden none[/]");
    }

    private static IEnumerable<Series> OnLine(LogisticCourse course)
    {
        var points = new Matrix<float>(course.Inputs.Rows, 2);
        for (var i = 0; i < points.Rows; i++)
        {
            points[i, 0] = course.Inputs[i, 0];
            points[i, 1] = course.Labels[i];
        }

        return Picture.Classes(points, course.Labels);
    }

    private static Grid Steps(IReadOnlyList<LogisticStep> steps)
    {
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        foreach (var header in (ReadOnlySpan<string>)["epoch", "w", "b", "cross entropy", "log-likelihood", "accuracy"])
        {
            grid.AddColumn(new TableColumn(header).RightAligned());
        }

        foreach (var step in steps.Where(step => ShownEpochs.Contains(step.Epoch)))
        {
            grid.AddRow(
                step.Epoch.ToString(CultureInfo.InvariantCulture),
                Format.Signed(step.Weights[0]),
                Format.Signed(step.Bias),
                Format.Metric(step.Risk),
                Format.Metric(step.LogLikelihood),
                Format.Metric(step.Accuracy));
        }

        return grid;
    }
}
