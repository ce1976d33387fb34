using System.CommandLine;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Commands;

/// <summary>The options of the verbs that measure and write a report.</summary>
internal sealed class MeasureOptions
{
    private readonly Option<bool> _quick = new("--quick") { Description = "Short stretches and few rounds, to see that everything runs; the figures are rough." };

    private readonly Option<string?> _results = new("--results")
    {
        Description = "The folder for the Markdown and JSON files; bench/results if not given.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _updateDocs = new("--update-docs") { Description = "Put the results into docs/performance.md as well." };

    /// <summary>Adds the options to a verb.</summary>
    public MeasureOptions(Command command)
    {
        command.Add(_quick);
        command.Add(_results);
        command.Add(_updateDocs);
    }

    /// <summary>Whether figures may be rough.</summary>
    public bool IsQuick(ParseResult parsed) => parsed.GetValue(_quick);

    /// <summary>How to measure.</summary>
    public Stretches Stretches(ParseResult parsed) => IsQuick(parsed) ? Measuring.Stretches.Quick : Measuring.Stretches.Usual;

    /// <summary>Where the report goes.</summary>
    public ReportPlaces Places(ParseResult parsed) => new(
        parsed.GetValue(_results) ?? Path.Combine(Repository.Root, "bench", "results"),
        parsed.GetValue(_updateDocs) ? Path.Combine(Repository.Root, "docs", "performance.md") : null);
}
