using System.Numerics;
using Feedforward.Kernels;

namespace Feedforward.Training;

/// <summary>
/// The order in which the gradients of S shards are added: a complete binary tree over the shards' numbers, left + right at every
/// node. A floating-point sum depends on its order, and this one depends on S alone, not on who holds which shards.
/// </summary>
public static class ShardTree
{
    /// <summary>The most shards a minibatch can be cut into.</summary>
    public const int MostShards = 1 << 20;

    /// <summary>Checks a number of shards.</summary>
    /// <param name="shards">S.</param>
    /// <param name="ranks">How many processes share them.</param>
    /// <exception cref="ArgumentOutOfRangeException">S is no power of two, too large, or smaller than the number of processes.</exception>
    public static void Check(int shards, int ranks = 1)
    {
        if (shards is < 1 or > MostShards || !BitOperations.IsPow2(shards))
        {
            throw new ArgumentOutOfRangeException(nameof(shards), shards, $"The number of shards is a power of two from 1 to {MostShards}.");
        }

        if (shards < ranks)
        {
            throw new ArgumentOutOfRangeException(nameof(shards), shards, $"There are {ranks} processes; each needs a shard of its own, so at least {BitOperations.RoundUpToPowerOf2((uint)ranks)} shards are needed.");
        }
    }

    /// <summary>The consecutive shards of a rank, of which each has one or more: from floor(rS/P) up to, but not with, floor((r + 1)S/P).</summary>
    /// <param name="shards">S.</param>
    /// <param name="rank">r, 0 to P − 1.</param>
    /// <param name="ranks">P, at most S.</param>
    public static (int First, int End) ShardsOf(int shards, int rank, int ranks) =>
        ((int)((long)rank * shards / ranks), (int)((rank + 1L) * shards / ranks));

    /// <summary>The consecutive rows of a minibatch that a shard has: from floor(sn/S) up to, but not with, floor((s + 1)n/S); none where rows are fewer than shards.</summary>
    /// <param name="rows">n.</param>
    /// <param name="shard">s, 0 to S − 1.</param>
    /// <param name="shards">S.</param>
    public static (int First, int End) RowsOf(int rows, int shard, int shards) =>
        ((int)((long)shard * rows / shards), (int)((shard + 1L) * rows / shards));

    /// <summary>
    /// The largest subtrees that consecutive shards hold whole, in ascending order: what a rank can add up by itself. One where
    /// the number of ranks is a power of two.
    /// </summary>
    /// <param name="first">The first shard.</param>
    /// <param name="end">The shard after the last.</param>
    /// <returns>For each the first shard and how many (a power of two).</returns>
    public static IReadOnlyList<(int First, int Count)> PartialsOf(int first, int end)
    {
        var partials = new List<(int, int)>();
        while (first < end)
        {
            // The largest power of two that divides where it begins and that fits.
            var aligned = first == 0 ? MostShards : first & -first;
            var count = Math.Min(aligned, (int)(BitOperations.RoundUpToPowerOf2((uint)(end - first) + 1) >> 1));
            partials.Add((first, count));
            first += count;
        }

        return partials;
    }

    /// <summary>
    /// Adds partial sums that together are all S shards, in the order of the tree.
    /// </summary>
    /// <param name="partials">For each its first shard, how many shards it is the sum of, and the sum; in ascending order. The sums are overwritten.</param>
    /// <returns>The sum of all: the memory of the first.</returns>
    public static Memory<float> Add(ReadOnlySpan<(int First, int Count, Memory<float> Sum)> partials)
    {
        var stack = new Stack<(int First, int Count, Memory<float> Sum)>();
        foreach (var partial in partials)
        {
            var right = partial;

            // Two neighbours are joined as soon as they are the two halves of one node.
            while (stack.TryPeek(out var left) && left.Count == right.Count && left.First % (2 * left.Count) == 0)
            {
                _ = stack.Pop();
                Arithmetic.Add<float>(left.Sum.Span, right.Sum.Span, left.Sum.Span, threads: 1);
                right = (left.First, 2 * left.Count, left.Sum);
            }

            stack.Push(right);
        }

        return stack.Count == 1
            ? stack.Pop().Sum
            : throw new ArgumentException("The partial sums are not all shards of a tree.", nameof(partials));
    }
}
