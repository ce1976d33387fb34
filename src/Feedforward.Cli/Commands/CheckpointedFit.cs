using Feedforward.Cli.Progress;
using Feedforward.Tabular;

namespace Feedforward.Cli.Commands;

/// <summary>The training of <c>train</c>, with checkpoints where they were asked for.</summary>
internal static class CheckpointedFit
{
    /// <summary>Trains and shows the epochs.</summary>
    public static TabularResult Run(
        Terminal terminal, ITrainingView view, Func<Action<Notice>, CheckpointOptions?> choose, Func<CheckpointOptions?, IProgress<TabularEpoch>, TabularResult> fit, CancellationToken cancellation)
    {
        // A live table would be torn apart by a line in between.
        var later = new List<Notice>();
        Action<Notice> report = view is LiveView ? later.Add : view.Note;
        if (choose(report) is not { } checkpoints)
        {
            return view.Follow(progress => fit(null, progress));
        }

        using var prompt = new PromptEnd(terminal, () => Saved(checkpoints.Folder), cancellation);
        try
        {
            return view.Follow(progress => fit(checkpoints with { Saving = prompt.Dispose }, progress));
        }
        finally
        {
            later.ForEach(view.Note);
        }
    }

    private static string Saved(string folder) => CheckpointFolder.FilesOf(folder) is [var newest, ..]
        ? $"the newest checkpoint is '{newest}'. Go on with: feedforward train --resume {folder}"
        : "there was nothing to save yet";
}
