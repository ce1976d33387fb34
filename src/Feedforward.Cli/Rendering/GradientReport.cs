using System.Globalization;
using Feedforward.Studio;
using Feedforward.Training;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Rendering;

/// <summary>The largest errors of gradient checks, for a person or for a program.</summary>
internal sealed class GradientReport
{
    private readonly IAnsiConsole? _console;
    private readonly TextWriter? _output;

    /// <summary>A report for a person.</summary>
    public GradientReport(IAnsiConsole console) => _console = console;

    /// <summary>A report for a program, one JSON object a line; see docs/json.md.</summary>
    public GradientReport(TextWriter output) => _output = output;

    /// <summary>Writes the checks.</summary>
    /// <returns>Whether all pass.</returns>
    public bool Write(IEnumerable<(string Network, string Loss, GradientCheck Check)> checks)
    {
        var all = new List<(string Network, string Loss, GradientCheck Check)>();
        foreach (var check in checks)
        {
            all.Add(check);
            if (_output is not null)
            {
                Write(_output, check);
            }
        }

        if (_console is not null)
        {
            Write(_console, all);
        }

        return all.All(check => check.Check.Passes);
    }

    private static void Write(TextWriter output, (string Network, string Loss, GradientCheck Check) check) => JsonLine.Write(output, json =>
    {
        json.WriteString("network", check.Network);
        json.WriteString("loss", check.Loss);
        json.WriteNumber("parameters", check.Check.Parameters.Count);
        json.Number("largestError", check.Check.LargestError);
        json.Number("roundingError", check.Check.LargestRoundingError);
        json.WriteBoolean("passes", check.Check.Passes);
    });

    private static void Write(IAnsiConsole console, List<(string Network, string Loss, GradientCheck Check)> all)
    {
        console.MarkupLine("largest relative error between backpropagation and central differences");
        var losses = all.Select(check => check.Loss).Distinct().ToList();
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        grid.AddColumn("network");
        foreach (var loss in losses)
        {
            grid.AddColumn(new TableColumn(loss.Replace('-', '\n')).RightAligned());
        }

        foreach (var network in all.GroupBy(check => check.Network))
        {
            grid.AddRow([
                Markup.Escape(network.Key),
                .. losses.Select(loss => network.FirstOrDefault(check => check.Loss == loss).Check is { } check ? Cell(check) : string.Empty),
            ]);
        }

        console.Write(grid);
        var failed = all.Count(check => !check.Check.Passes);
        foreach (var (network, loss, check) in all.Where(check => !check.Check.Passes))
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"{network}, {loss}: {Cell(check.LargestError)} from finite differences ({GradientCheck.Tolerance:0e-0} is allowed), {Cell(check.LargestRoundingError)} by rounding to 32 bits ({GradientCheck.RoundingTolerance:0e-0} is allowed)");
        }

        var parameters = Format.Plural(all.Sum(check => check.Check.Parameters.Count), "parameter");
        console.MarkupLine(failed == 0
            ? $"[green]all gradients agree[/] ({parameters})"
            : $"[red]{Format.Plural(failed, "check")} failed[/] (of {all.Count}; {parameters})");
    }

    private static string Cell(GradientCheck check) =>
        $"[{(check.Passes ? "green" : "red")}]{Cell(check.LargestError)}[/]";

    private static string Cell(double error) => error.ToString("0.0e+00", CultureInfo.InvariantCulture);
}
