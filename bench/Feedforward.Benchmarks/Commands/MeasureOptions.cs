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
    /// <param name="parsed">The command line.</param>
    /// <param name="isWhole">Whether everything is measured that the document shows.</param>
    /// <exception cref="FormatException">A part is to replace the whole in the document.</exception>
    public ReportPlaces Places(ParseResult parsed, bool isWhole = true)
    {
        var updatesDocument = parsed.GetValue(_updateDocs);
        if (updatesDocument && (IsQuick(parsed) || !isWhole))
        {
            throw new FormatException("--update-docs replaces all that docs/performance.md shows of this, so it goes neither with --quick nor with a choice of parts.");
        }

        return new(
            parsed.GetValue(_results) ?? Path.Combine(Repository.Root, "bench", "results"),
            updatesDocument ? Path.Combine(Repository.Root, "docs", "performance.md") : null);
    }
}
