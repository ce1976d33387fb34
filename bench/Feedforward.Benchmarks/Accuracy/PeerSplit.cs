namespace Feedforward.Benchmarks.Accuracy;

/// <summary>The split of all who are compared: of the shuffled rows the first fifth is tested, of the rest the first fifth validates.</summary>
/// <param name="Train">The rows that train, in their random order.</param>
/// <param name="Validation">The rows that validate; whoever needs none trains on them as well.</param>
/// <param name="Test">The rows that judge.</param>
internal sealed record PeerSplit(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>Splits rows.</summary>
    /// <param name="rows">How many rows have a target.</param>
    /// <param name="seed">The seed of the permutation.</param>
    public static PeerSplit Of(int rows, uint seed)
    {
        var order = new MersenneTwister(seed).Permutation(rows);
        var rest = order[(rows / 5)..];
        return new(rest[(rest.Length / 5)..], rest[..(rest.Length / 5)], order[..(rows / 5)]);
    }

    /// <summary>All rows that may be learned from, ascending, as a user's file holds them.</summary>
    public int[] Rest => [.. Train.Concat(Validation).Order()];
}
