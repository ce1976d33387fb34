namespace Feedforward.Training;

/// <summary>How minibatches are drawn.</summary>
public enum BatchSampling
{
    /// <summary>All examples in a new random order each epoch, cut into batches; the last may be smaller.</summary>
    EpochShuffle,

    /// <summary>Each step draws its own S examples uniformly at random without replacement (an S-set), whatever earlier steps drew.</summary>
    UniformSets,
}
