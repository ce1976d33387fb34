using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Penalties;
using Feedforward.Schedules;

namespace Feedforward.Training;

/// <summary>The choices of a training run. The defaults suit most tables: Adam, batches of 64, early stopping when there is validation data.</summary>
public sealed record TrainingOptions
{
    /// <summary>ℓ, with its link.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The update rule.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>α before the schedule's factor; the optimizer's usual rate if null.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes over time.</summary>
    public Schedule Schedule { get; init; } = new Constant();

    /// <summary>How the optimizer's weight decay changes over time: its factor, beside that of the learning rate.</summary>
    public Schedule DecaySchedule { get; init; } = new Constant();

    /// <summary>How the rates of dropout layers change over time.</summary>
    public Schedule DropoutSchedule { get; init; } = new Constant();

    /// <summary>Whether the last minibatch of an epoch is left out where it has fewer examples than the others.</summary>
    public bool DropLastBatch { get; init; }

    /// <summary>S, the number of examples in a minibatch, 1 or more; as many as there are examples or more means full-batch gradient descent.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>How minibatches are drawn.</summary>
    public BatchSampling Sampling { get; init; } = BatchSampling.EpochShuffle;

    /// <summary>The most epochs, 1 or more.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Early stopping: how many epochs in a row may bring no better watched value (training stops after one more); it needs <see cref="Validation"/>; never stop early if null. Prechelt, "Early stopping – but when?", 1998.</summary>
    public int? Patience { get; init; } = 20;

    /// <summary>Data that is watched but not learned from. The best epoch by it is what training returns.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>After how many epochs each the validation data is looked at, 1 or more; always after the last. Only these epochs can be the best.</summary>
    public int ValidateEvery { get; init; } = 1;

    /// <summary>
    /// What is watched on the validation data instead of the risk, given its outputs (before the link) and targets; lower is
    /// better, so give 1 − accuracy rather than accuracy; NaN counts as worse than any number. The risk if null.
    /// </summary>
    public Func<Matrix<float>, Matrix<float>, double>? Criterion { get; init; }

    /// <summary>
    /// Whether of epochs with equal watched values the last is kept rather than the first. For a value with few steps, such as
    /// the share of wrong classes, the last is better on average: it had learned for longer (Holzmüller, Grinsztajn and
    /// Steinwart, "Better by default", NeurIPS 2024). The patience is counted from the first of them in any case.
    /// </summary>
    public bool KeepLastOfTies { get; init; }

    /// <summary>Penalties on the weights.</summary>
    public IReadOnlyList<Penalty> Penalties { get; init; } = [];

    /// <summary>The largest Euclidean length c of the gradient: g ← g·min(1, c/‖g‖) (Pascanu, Mikolov, Bengio, ICML 2013). No limit if null.</summary>
    public double? GradientClip { get; init; }

    /// <summary>The seed of batches and dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>The most threads to use; 0 means all processors. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// S: into how many shards of consecutive examples each minibatch is cut, a power of two. Each shard has a pass of its own (and
    /// in training its own statistics where batches are normalised), and the shards' gradients are added in the order of
    /// <see cref="ShardTree"/>. The result depends on this number, but not on how many processes share the shards.
    /// </summary>
    public int Shards { get; init; } = 1;

    /// <summary>The processes that share the shards, or null for this one alone.</summary>
    public Collective? Collective { get; init; }

    /// <summary>When to stop and keep the best epoch so far; no limit if null. The result then depends on the machine's speed.</summary>
    public TimeSpan? TimeLimit { get; init; }

    internal double EffectiveLearningRate => LearningRate ?? Optimizer.DefaultLearningRate;

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Loss);
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Schedule);
        ArgumentNullException.ThrowIfNull(DecaySchedule);
        ArgumentNullException.ThrowIfNull(DropoutSchedule);
        ArgumentNullException.ThrowIfNull(Penalties);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ValidateEvery);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfNegative(Patience ?? 0, nameof(Patience));
        ShardTree.Check(Shards, Collective?.Size ?? 1);
        if (!(EffectiveLearningRate > 0 && double.IsFinite(EffectiveLearningRate)))
        {
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate is a finite number above 0.");
        }

        if (GradientClip is { } clip && !(clip > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(GradientClip), clip, "The gradient's largest length is above 0.");
        }
    }
}
