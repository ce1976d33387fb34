namespace Feedforward.Benchmarks.Growth;

/// <summary>A series before it is measured.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Label">The network, for readers.</param>
/// <param name="Sizes">The sizes, in ascending order.</param>
/// <param name="Case">The training of a size.</param>
/// <param name="Threads">The threads of a size.</param>
internal sealed record GrowthPlan(string Name, string Label, IReadOnlyList<int> Sizes, Func<int, string> Case, Func<int, int> Threads)
{
    /// <summary>All that docs/performance.md shows: sizes that double, and the odd numbers beside them, where a kernel has an edge to work on.</summary>
    public static IReadOnlyList<GrowthPlan> All(int threads) =>
    [
        new("width", "w-w-w-10, batch 128", WithNeighbours(16, 4096, 31, 2049), width => $"{width}-{width}-{width}-10:128:sgd:ce", _ => threads),
        new("depth", "256-(d × 256)-10, batch 128", [1, 2, 4, 8, 16], depth => $"256-{string.Concat(Enumerable.Repeat("256-", depth))}10:128:sgd:ce", _ => threads),
        new("batch", "256-256-256-10", WithNeighbours(1, 4096, 15, 1025), batch => $"256-256-256-10:{batch}:sgd:ce", _ => threads),
        .. ThreadPlans("32-64-64-10:128", "784-128-10:128", "784-512-512-10:128", "1024-2048-2048-10:256"),
    ];

    private static IEnumerable<GrowthPlan> ThreadPlans(params string[] shapes) =>
        shapes.Select(shape => new GrowthPlan("threads", shape, ThreadNumbers(), _ => $"{shape}:sgd:ce", threads => threads));

    /// <summary>Powers of two, and of those between two bounds the numbers before and after as well.</summary>
    private static List<int> WithNeighbours(int first, int last, int leastNeighbour, int mostNeighbour)
    {
        var sizes = new List<int>();
        for (var size = first; size <= last; size *= 2)
        {
            sizes.AddRange(size - 1 >= leastNeighbour && size + 1 <= mostNeighbour ? [size - 1, size, size + 1] : [size]);
        }

        return sizes;
    }

    /// <summary>1, 2, 4, … and all processors.</summary>
    private static List<int> ThreadNumbers()
    {
        var sizes = new List<int>();
        for (var threads = 1; threads < Environment.ProcessorCount; threads *= 2)
        {
            sizes.Add(threads);
        }

        return [.. sizes, Environment.ProcessorCount];
    }
}
