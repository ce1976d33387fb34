namespace Feedforward.Training;

/// <summary>Where the examples of each training step come from.</summary>
internal abstract class Minibatches
{
    /// <summary>n: examples of an epoch.</summary>
    public abstract long Count { get; }

    /// <summary>Steps in an epoch.</summary>
    public abstract int PerEpoch { get; }

    /// <summary>The most examples of a step.</summary>
    public abstract int Rows { get; }

    /// <summary>Begins an epoch, counted from 1, at one of its steps, counted from 0.</summary>
    public abstract void Begin(int epoch, int position);

    /// <summary>How many examples a step has; <paramref name="step"/> counts from 1 overall.</summary>
    public abstract int RowsOf(int position, long step);

    /// <summary>The examples from <paramref name="first"/> up to, but not with, <paramref name="end"/> of a step, until the next call.</summary>
    public abstract Minibatch Take(int position, long step, int first, int end);

    /// <summary>The examples of one of the shards that a step is cut into, one or more, until the next call.</summary>
    public virtual Minibatch TakeShard(int position, long step, int shard, int shards)
    {
        var (first, end) = ShardTree.RowsOf(RowsOf(position, step), shard, shards);
        return Take(position, step, first, end);
    }

    /// <summary>Which examples of the data a step has, where they have numbers; else none.</summary>
    public virtual ReadOnlySpan<int> Indices(int position, long step) => default;
}

/// <summary>Examples of one step, or of a shard of it.</summary>
/// <param name="inputs">n×d.</param>
/// <param name="targets">n×k.</param>
/// <param name="weights">One an example, or none.</param>
internal readonly ref struct Minibatch(Matrix<float> inputs, Matrix<float> targets, ReadOnlySpan<float> weights)
{
    public Matrix<float> Inputs { get; } = inputs;

    public Matrix<float> Targets { get; } = targets;

    public ReadOnlySpan<float> Weights { get; } = weights;
}
