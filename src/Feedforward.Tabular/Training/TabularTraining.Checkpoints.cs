using Feedforward.Tabular.Tuning;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <content>How a training is saved and goes on.</content>
public sealed partial class TabularTraining
{
    private OrderedDictionary<string, string>? _identity;
    private TrainingCheckpoint? _refit;

    /// <summary>
    /// Everything that decides what this training gives, by names and values: the data's fingerprint, the rows of each part, the choices.
    /// It is the metadata of its checkpoints.
    /// </summary>
    public IReadOnlyDictionary<string, string> Identity =>
        _identity ??= _rows is null
            ? TrainingIdentity.Of(TableFingerprint.Of(_table), _table.Rows, this, _options, SummaryOf(Trainer.Result).Options)
            : TrainingIdentity.Of(_rows.Fingerprint, _rows.AllRows, this, _options, WithWindow(SummaryOf(Trainer.Result).Options));

    /// <summary>Where this training stands, as a file to keep.</summary>
    public CheckpointFile Save()
    {
        var checkpoint = Trainer.NewCheckpoint();
        Trainer.Save(checkpoint);
        return Describe(new Dictionary<string, string>())(checkpoint);
    }

    /// <summary>Goes on where a training of the same data and choices stood.</summary>
    /// <param name="checkpoint">Its checkpoint.</param>
    /// <param name="anyway">Whether choices may differ, as far as they may change on the way.</param>
    /// <exception cref="DataException">It is of another training; the message names what differs.</exception>
    /// <exception cref="ModelFileException">It does not fit this training.</exception>
    /// <exception cref="InvalidOperationException">This training has begun already.</exception>
    public void Resume(CheckpointFile checkpoint, bool anyway = false)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        _ = Identity;
        TrainingIdentity.Check(checkpoint.Metadata, _identity!, anyway);
        try
        {
            Trainer.Resume(checkpoint.Training);
        }
        catch (ArgumentException fault)
        {
            throw new ModelFileException($"The checkpoint does not fit: {fault.Message}", fault);
        }

        _refit = checkpoint.Refit;
        for (var i = 0; i < Trainer.Epochs.Count; i++)
        {
            double? metric = i < checkpoint.ValidationMetrics.Count && !double.IsNaN(checkpoint.ValidationMetrics[i]) ? checkpoint.ValidationMetrics[i] : null;
            _epochs.Add(new TabularEpoch(Trainer.Epochs[i], _training.Epochs, _plan.Metric.Name, metric, _fold));
        }
    }

    private OrderedDictionary<string, string> WithWindow(IReadOnlyDictionary<string, string> options)
    {
        var identity = new OrderedDictionary<string, string>(options) { ["shuffling window"] = _rows!.Window };
        if (_training.Shards > 1)
        {
            // There was a time when all shards had one order in common, and what was saved then goes on in no other.
            identity.Add("shuffling", "each shard by itself");
        }

        return identity;
    }

    /// <summary>Makes files of copies of where the trainer stands.</summary>
    internal Func<TrainingCheckpoint, CheckpointFile> Describe(IReadOnlyDictionary<string, string> more)
    {
        var metadata = new OrderedDictionary<string, string>(Identity.Concat(more));
        return copy => new CheckpointFile(copy, metadata) { ValidationMetrics = [.. _epochs.Select(epoch => epoch.ValidationMetric ?? double.NaN)] };
    }

    /// <summary>Prepares a training that is to go on from a checkpoint: what rows chose and what a time limit left room for is what it was.</summary>
    internal static TabularTraining Prepare(
        Table table, TabularOptions options, CheckpointFile? from, IProgress<TabularEpoch>? progress, CancellationToken cancellation) =>
        Decided(options, from) is { } decided ? Prepare(table, decided, isFitted: true, progress, cancellation) : Prepare(table, options, progress, cancellation);

    /// <summary>
    /// The choices with the alternatives that rows chose and what a time limit left room for when a checkpoint was written; null where it holds neither.
    /// </summary>
    internal static TabularOptions? Decided(TabularOptions options, CheckpointFile? from)
    {
        if (from is null)
        {
            return null;
        }

        if (options.TimeLimit is null
            || TrainingIdentity.Number(from.Metadata, "epochs") is not { } epochs
            || TrainingIdentity.Number(from.Metadata, "members") is not { } members
            || TrainingIdentity.Number(from.Metadata, "folds") is not { } folds)
        {
            return TrainingIdentity.Text(from.Metadata, "alternative") is { } chosen ? options with { Alternative = options.Alternative ?? chosen } : null;
        }

        var earlier = options.Adjust;
        return options with { Adjust = given => (earlier?.Invoke(given) ?? given) with { Epochs = epochs, Members = members, Folds = folds } };
    }
}
