namespace Feedforward.Benchmarks.Peers;

/// <summary>What is compared.</summary>
internal static class Shapes
{
    /// <summary>Trainings that have a target: networks of one to four layers, from a few numbers to millions.</summary>
    public static IReadOnlyList<string> Targets { get; } = WithOptimizers(
    [
        "2-4-1:4", "4-16-3:16", "32-64-64-1:32", "100-256-256-256-10:256",
        "784-128-10:32", "784-128-10:128", "784-512-512-10:128", "1024-2048-2048-10:256",
    ]);

    /// <summary>Further trainings: odd widths, batches of 1, 8 and 1000 rows, one output and 1000 outputs.</summary>
    public static IReadOnlyList<string> Others { get; } = WithOptimizers(
    [
        "7-54-54-3:32", "54-100-7-2:64", "100-300-100-7:100", "300-300-300-10:300", "54-54-54-54-7:1000",
        "784-128-10:1", "784-128-10:8", "784-128-10:1000", "32-64-64-1:1", "32-64-64-1:1000", "300-100-1:8", "1000-1000-1:32",
        "100-300-1000:128", "512-512-1000:8", "784-512-512-1000:1", "7-7-7:1",
    ]);

    /// <summary>Predictions.</summary>
    public static IReadOnlyList<string> Inference { get; } =
        [.. from network in (string[])["4-16-3", "32-64-64-1", "784-512-512-10"] from batch in (int[])[1, 32, 1024] select $"{network}:{batch}"];

    /// <summary>Networks with one output learn by squared error, the others by cross entropy.</summary>
    private static IReadOnlyList<string> WithOptimizers(IEnumerable<string> shapes) =>
    [
        .. from shape in shapes
           let loss = shape.Contains("-1:", StringComparison.Ordinal) ? "mse" : "ce"
           from optimizer in (string[])["sgd", "adam"]
           select $"{shape}:{optimizer}:{loss}",
    ];
}
