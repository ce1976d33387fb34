using System.CommandLine;
using Feedforward.Studio;
using Feedforward.Studio.Report;
using Feedforward.Tabular;

namespace Feedforward.Cli.Options;

/// <summary><c>--report FILE</c>: the training as one HTML file.</summary>
internal sealed class ReportChoice
{
    private readonly Option<string?> _report = TypedOption.Text(
        "--report", "Write all about the training into one HTML file that needs no network: verdict, data, curves, errors, checks, a model card.", "FILE");

    /// <summary>Adds the option to a verb.</summary>
    public ReportChoice(Command command) => command.Add(_report);

    /// <summary>Whether a report was asked for.</summary>
    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_report) is not null;

    /// <summary>Refuses before the training what could not be written after it.</summary>
    public void Check(ParseResult parsed, bool isCrossValidation)
    {
        if (parsed.GetValue(_report) is not { } path)
        {
            return;
        }

        if (isCrossValidation)
        {
            throw new UsageException("--cv trains several models and keeps none, so there is nothing for --report. Leave one of them out.");
        }

        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new UsageException($"'{path}' is no name of a file; --report takes one, such as report.html.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new UsageException($"There is no folder '{folder}' for the report '{path}'. Make it first, or name another place with --report.");
        }
    }

    /// <summary>Writes the report where one was asked for.</summary>
    /// <returns>Where it is, or null.</returns>
    public string? Write(
        ParseResult parsed, DataSource source, string model, Table table, TabularOptions options, TabularResult result, PermutationImportance? importance, CancellationToken cancellation)
    {
        if (parsed.GetValue(_report) is { } path)
        {
            TrainingReport.Write(path, new ReportContent(table, options, result, Examination.Of(table, options, result, importance, cancellation))
            {
                DataName = source.Name,
                DataHash = source.Hash(),
                Command = "feedforward " + string.Join(' ', parsed.Tokens.Select(token => ShellWord.Of(token.Value))),
                ModelName = Path.GetFileName(model),
            });
            return path;
        }

        return null;
    }
}
