using Feedforward.Losses;

namespace Feedforward.Training;

/// <summary>
/// Examples that come minibatch by minibatch in an order of their own, for data that do not lie in memory as one matrix.
/// </summary>
public abstract class ExampleStream
{
    /// <summary>d: numbers of an example's input.</summary>
    public abstract int Features { get; }

    /// <summary>k: numbers of an example's target.</summary>
    public abstract int TargetColumns { get; }

    /// <summary>n: examples of an epoch, 1 or more.</summary>
    public abstract long Count { get; }

    /// <summary>Whether examples have weights (of mean 1).</summary>
    public abstract bool HasWeights { get; }

    /// <summary>Begins an epoch. Its order is a function of the seed and the epoch alone, wherever in it one begins.</summary>
    /// <param name="epoch">Which epoch, counted from 1.</param>
    /// <param name="firstExample">How many examples of that order to pass over: 0, or a multiple of the batch size where training goes on.</param>
    public abstract void Begin(int epoch, long firstExample);

    /// <summary>Copies the next examples.</summary>
    /// <param name="inputs">As many rows as a minibatch has, of <see cref="Features"/> numbers; all finite after the call.</param>
    /// <param name="targets">As many rows, of <see cref="TargetColumns"/> numbers that the loss can take.</param>
    /// <param name="weights">As many weights, or empty where <see cref="HasWeights"/> is false.</param>
    /// <returns>How many examples there were: as many as rows, but fewer at the end of an epoch, and 0 after it.</returns>
    public abstract int Next(Matrix<float> inputs, Matrix<float> targets, Span<float> weights);

    /// <summary>
    /// The part of the examples that belongs to one of the shards that minibatches are cut into. Parts have no example in common and stay
    /// the same in every epoch, so that a process need not read what belongs to the shards of others.
    /// </summary>
    /// <param name="shard">Which shard, counted from 0.</param>
    /// <param name="examples">How many examples of an epoch each shard takes: all of them together <see cref="Count"/> or a few less.</param>
    /// <returns>
    /// A stream of at least as many examples as the shard takes, in an order that is a function of the seed, the epoch and what was asked for here, not of
    /// which other shards this process has. It ends with this one. Null where examples cannot be divided; then every process goes through all of them.
    /// </returns>
    public virtual ExampleStream? OfShard(int shard, IReadOnlyList<long> examples) => null;

    /// <summary>Checks that a network takes these inputs and a loss that many targets.</summary>
    /// <exception cref="DataException">They do not.</exception>
    internal void CheckFits(Network network, Loss loss)
    {
        if (Count < 1)
        {
            throw new DataException("There are no examples; at least one row is needed.");
        }

        if (Features != network.Inputs)
        {
            throw new DataException($"The network takes {network.Inputs} features per example; the data have {Features}.");
        }

        loss.CheckSizes(TargetColumns - loss.ExtraTargets, network.Outputs);
    }
}
