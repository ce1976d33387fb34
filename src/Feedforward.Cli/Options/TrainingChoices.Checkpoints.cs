using System.CommandLine;
using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Cli.Options;

/// <content>Where a training is saved while it runs, and how it goes on.</content>
internal sealed partial class TrainingChoices
{
    private const string OfEpochs = "-epochs";

    private readonly Option<string?> _checkpoint = TypedOption.Text(
        "--checkpoint", "A folder in which to save the training while it runs, with --cv finished folds too, so that nothing is lost whatever happens (docs/checkpoints.md).", "DIR");

    private readonly Option<string?> _resume = TypedOption.Text(
        "--resume", "Go on from the newest checkpoint in a folder, with the data and options of then; it ends with the same bits as if it had never been interrupted.", "DIR");

    private readonly Option<bool> _resumeAnyway = TypedOption.Switch(
        "--resume-anyway", "Go on although options differ that may change on the way, such as --epochs or --learning-rate.");

    private readonly Option<(TimeSpan? Time, int? Epochs)?> _every = TypedOption.Of<(TimeSpan? Time, int? Epochs)?>(
        "--every", "How often to save: a time such as 30s (the default) or 5m, or a number of epochs such as 10-epochs.", "TIME|N-epochs", "a time such as 30s, or a number of epochs such as 10-epochs", Pace);

    private readonly Option<int?> _keep = TypedOption.Whole("--keep", "How many checkpoints to keep (default: 3).", 1);

    /// <summary>Adds the options of checkpoints to a verb.</summary>
    private void AddCheckpoints(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_checkpoint, _every, _keep, _resume, _resumeAnyway])
        {
            command.Add(option);
        }
    }

    /// <summary>
    /// The command line of a training that goes on: what is written now, and of what was written then all that is not. The same one where
    /// nothing goes on.
    /// </summary>
    /// <exception cref="UsageException">The options do not go together.</exception>
    public ParseResult Resumed(ParseResult parsed)
    {
        if (parsed.GetValue(_resume) is not { } folder)
        {
            return parsed;
        }

        IReadOnlyDictionary<string, string>? metadata;
        if (CheckpointFolder.FilesOf(folder).Count > 0)
        {
            metadata = CheckpointFolder.Newest(folder, _ => { })?.Metadata;
        }
        else if (FoldsOf(folder) is { } folds)
        {
            metadata = folds;
        }
        else
        {
            return parsed.GetValue(_checkpoint) is not null
                ? parsed
                : throw new UsageException($"There is no checkpoint in '{folder}' to go on from. Begin with --checkpoint {folder}; with both options a folder without checkpoints is a beginning.");
        }

        return metadata is not null && CommandWords.Of(metadata) is { } words ? CommandWords.Merge(parsed, words) : parsed;
    }

    /// <summary>Of which cross-validation a folder is; null where it has none. One that is damaged says so later, and the command line has to do.</summary>
    private static IReadOnlyDictionary<string, string>? FoldsOf(string folder)
    {
        try
        {
            return CrossValidationFolder.MetadataOf(folder);
        }
        catch (ModelFileException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>Whether a second training on all rows was asked for.</summary>
    public bool IsRefit(ParseResult parsed) => parsed.GetValue(_refit);

    /// <summary>How the training is saved; null where that was not asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="report">Told what a person should know.</param>
    /// <exception cref="UsageException">The options do not go together.</exception>
    public CheckpointOptions? Checkpoints(ParseResult parsed, Action<Notice> report)
    {
        var (begun, resumed) = (parsed.GetValue(_checkpoint), parsed.GetValue(_resume));
        if ((begun ?? resumed) is not { } folder)
        {
            foreach (var option in (ReadOnlySpan<Option>)[_every, _keep, _resumeAnyway])
            {
                if (parsed.GetResult(option) is { Implicit: false })
                {
                    throw new UsageException($"{option.Name} goes with --checkpoint or --resume.");
                }
            }

            return null;
        }

        if (begun is not null && resumed is not null && Path.GetFullPath(begun) != Path.GetFullPath(resumed))
        {
            throw new UsageException($"--resume {resumed} saves to '{resumed}' as well; --checkpoint can only name the same folder.");
        }

        var every = parsed.GetValue(_every);
        return new CheckpointOptions
        {
            Folder = folder,
            Every = every is { Epochs: not null } ? null : every?.Time ?? TimeSpan.FromSeconds(30),
            EveryEpochs = every?.Epochs,
            Keep = parsed.GetValue(_keep) ?? 3,
            Resume = resumed is not null,
            MayBegin = begun is not null,
            Anyway = parsed.GetValue(_resumeAnyway),
            Metadata = CommandWords.AsMetadata(CommandWords.Of(parsed, [_checkpoint, _resume, _resumeAnyway])),
            Report = report,
        };
    }

    private static (TimeSpan? Time, int? Epochs)? Pace(string text) =>
        text.EndsWith(OfEpochs, StringComparison.Ordinal) || text.EndsWith(OfEpochs[..^1], StringComparison.Ordinal)
            ? int.TryParse(text[..text.LastIndexOf('-')], NumberStyles.None, CultureInfo.InvariantCulture, out var epochs) && epochs > 0 ? (null, epochs) : null
            : Time(text) is { } time ? (time, null) : null;
}
