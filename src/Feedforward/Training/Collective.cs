namespace Feedforward.Training;

/// <summary>
/// Several processes that train one network together, synchronously. Every process (a <em>rank</em>) calls the same methods in
/// the same order, and everything that comes back is the same, bit by bit, on every rank.
/// </summary>
/// <remarks>
/// A minibatch is cut into S shards; rank r holds the consecutive shards that <see cref="ShardTree.ShardsOf"/> gives it. The sum of the
/// shards' gradients follows <see cref="ShardTree"/>, so it does not depend on how many ranks there are.
/// </remarks>
public abstract class Collective
{
    /// <summary>Which of the processes this is, 0 to <see cref="Size"/> − 1.</summary>
    public abstract int Rank { get; }

    /// <summary>How many processes there are.</summary>
    public abstract int Size { get; }

    /// <summary>
    /// Begins to add the ranks' partial sums along the tree and returns at once; the work may go on while other work is done.
    /// </summary>
    /// <param name="partials">This rank's partial sums, one for each of <see cref="ShardTree.PartialsOf"/>, in that order; equally long. Their memory must not change before <see cref="CompleteSums"/>; the span may.</param>
    /// <param name="shards">S, a power of two.</param>
    /// <param name="total">Takes the sum; as long as a partial sum. It may be the memory of one of <paramref name="partials"/>.</param>
    public abstract void BeginSum(ReadOnlySpan<Memory<float>> partials, int shards, Memory<float> total);

    /// <summary>Waits until every sum begun is there, on every rank.</summary>
    public abstract void CompleteSums();

    /// <summary>
    /// Adds numbers of which at most one rank's is not 0, so that everybody has everybody's: exact whatever the order.
    /// </summary>
    /// <param name="values">Equally many on all ranks; overwritten by the sums.</param>
    public abstract void Share(Span<double> values);

    /// <summary>Everybody gives a part of a row of numbers, and everybody gets the whole row.</summary>
    /// <param name="values">The whole row; this rank's part is filled.</param>
    /// <param name="starts">Where each rank's part begins, and at the end how long the row is: <see cref="Size"/> + 1 numbers.</param>
    public abstract void Gather(Memory<float> values, ReadOnlySpan<int> starts);

    /// <summary>Copies bytes of one rank to all others.</summary>
    /// <param name="values">Equally many on all ranks.</param>
    /// <param name="root">Whose they are.</param>
    public abstract void Broadcast(Memory<byte> values, int root);

    /// <summary>Waits for everybody.</summary>
    public abstract void Barrier();

    /// <summary>Ends the job on all ranks, saying which rank ended it and why. Does not return where the ranks are processes.</summary>
    /// <param name="message">Why.</param>
    public abstract void Abort(string message);
}
