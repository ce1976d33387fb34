namespace Feedforward.Tabular;

/// <summary>Encoded examples that are read a block at a time.</summary>
internal abstract class ExampleBlocks
{
    /// <summary>d: numbers of an example's input.</summary>
    public abstract int Features { get; }

    /// <summary>k: numbers of an example's target.</summary>
    public abstract int TargetColumns { get; }

    /// <summary>Whether examples have weights.</summary>
    public abstract bool HasWeights { get; }

    /// <summary>How many examples each block has, 0 or more.</summary>
    public abstract IReadOnlyList<int> Counts { get; }

    /// <summary>Reads a block; several blocks may be read at the same time.</summary>
    /// <param name="block">Which one, counted from 0.</param>
    /// <param name="inputs">As many rows as the block has examples, of <see cref="Features"/> numbers.</param>
    /// <param name="targets">As many rows, of <see cref="TargetColumns"/> numbers.</param>
    /// <param name="weights">As many weights, or empty.</param>
    /// <exception cref="DataException">The block cannot be read.</exception>
    public abstract void Read(int block, Span<float> inputs, Span<float> targets, Span<float> weights);
}
