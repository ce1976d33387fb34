using System.Globalization;
using Feedforward.Cli.Rendering;
using Feedforward.Cli.Rendering.Plots;
using Feedforward.Experiments;
using Feedforward.Training;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Lessons;

/// <summary>The noise of minibatch gradients.</summary>
internal sealed class NoiseLesson : ILesson
{
    /// <inheritdoc/>
    public string Name => "noise";

    /// <inheritdoc/>
    public string Summary => "The gradient of a minibatch scatters around the full gradient, the less the larger it is.";

    /// <inheritdoc/>
    public void Tell(IAnsiConsole console, LessonChoices choices, Action<string> progress, CancellationToken cancellation)
    {
        var options = new NoiseOptions();
        options = options with { Seed = choices.Seed ?? options.Seed };
        var report = NoiseExperiment.Run(
            options, new Reports<GradientNoise>(noise => progress($"minibatches of {noise.BatchSize.ToString(CultureInfo.InvariantCulture)}")), cancellation);
        var count = report.Data.Count;
        console.MarkupLine("[bold]Minibatch noise[/]  ĝ_S = (1/S) Σ ∇ℓᵢ over S examples drawn at random without replacement");
        console.WriteLine($"Its mean is the full gradient ∇L over all N = {count}; its variance falls as (1/S)·(N − S)/(N − 1).");
        console.WriteLine($"Network {report.Network}; {Format.Count(options.Draws)} minibatches of each size.");
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        foreach (var header in (ReadOnlySpan<string>)["S", "measured E‖ĝ_S − ∇L‖²", "predicted"])
        {
            grid.AddColumn(new TableColumn(header).RightAligned());
        }

        foreach (var noise in report.Measurements)
        {
            grid.AddRow(Format.Count(noise.BatchSize), Scientific(noise.Variance), Scientific(noise.Predicted));
        }

        console.Write(grid);
        var shown = report.Measurements.Where(noise => noise.BatchSize < count).ToList();
        var measured = shown.Select(noise => ((double)noise.BatchSize, noise.Variance)).ToList();
        var predicted = shown.Select(noise => ((double)noise.BatchSize, noise.Predicted)).ToList();
        console.Write(new Plot(
            Axis.Around("S (logarithmic)", measured.Select(point => point.Item1), isLogarithmic: true),
            Axis.Around("variance (logarithmic)", measured.Concat(predicted).Select(point => point.Item2), isLogarithmic: true),
            [new Series("predicted", "grey", predicted), new Series("measured", "green", measured, '●')],
            64,
            14).ToRenderable());
        console.WriteLine();
        console.WriteLine($"The measurements differ from the prediction by {(report.LargestDeviation * 100).ToString("0.0", CultureInfo.InvariantCulture)} % at most, for the draws are finite in number.");
        console.WriteLine("Twice the examples cost twice the work and halve the variance: that is why small batches learn fast, and large ones calmly.");
        console.MarkupLine("[grey]Try: feedforward train moons --batch 8, then --batch 256[/]");
    }

    private static string Scientific(double value) => value.ToString("0.000e+00", CultureInfo.InvariantCulture);
}
