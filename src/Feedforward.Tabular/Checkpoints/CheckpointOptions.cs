namespace Feedforward.Tabular;

/// <summary>How a training on a table is saved while it runs, and whether it goes on from what was saved.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The folder of the checkpoints.</summary>
    public required string Folder { get; init; }

    /// <summary>The time between two checkpoints; null for none by time.</summary>
    public TimeSpan? Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The epochs between two checkpoints; null for none by epochs.</summary>
    public int? EveryEpochs { get; init; }

    /// <summary>How many checkpoints are kept, 1 or more.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>Whether training goes on from the newest checkpoint; else the folder has to have none.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether a folder without checkpoints is a beginning rather than an error.</summary>
    public bool MayBegin { get; init; }

    /// <summary>Whether training goes on with other choices, as far as they may change on the way.</summary>
    public bool Anyway { get; init; }

    /// <summary>Texts for the checkpoints' metadata, beside those that say what the training is of.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether this process writes; of several that train together one does.</summary>
    public bool Writes { get; init; } = true;

    /// <summary>Told when a cancelled training is about to be saved; or null.</summary>
    public Action? Saving { get; init; }

    /// <summary>The folder to go on with where that of the checkpoints is within it; for a message.</summary>
    internal string? ResumeFolder { get; init; }

    /// <summary>Checks that the folder has a checkpoint where a training is to go on, and none where one is to begin.</summary>
    /// <exception cref="DataException">It is not so.</exception>
    public void Check()
    {
        if (CrossValidationHeader.IsIn(Folder))
        {
            throw new DataException($"'{Folder}' has folds of a cross-validation; a training needs a folder of its own. Name another one.");
        }

        var there = CheckpointFolder.FilesOf(Folder).Count;
        if (!Resume && there > 0)
        {
            throw new DataException(
                $"'{Folder}' has checkpoints of an earlier training. Go on with it with --resume {Folder}, remove it, or name another folder.");
        }

        if (Resume && there == 0 && !MayBegin)
        {
            throw new DataException($"'{Folder}' has no checkpoint to go on from.");
        }
    }

    /// <summary>Told what a person should know, such as a damaged checkpoint; or null.</summary>
    public Action<Notice>? Report { get; init; }
}
