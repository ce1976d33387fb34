using System.Text.Json;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>What others reached on the same rows, as a file such as <c>bench/peers/tabular-peers.json</c> records it.</summary>
/// <param name="Names">The peers, in the file's order.</param>
/// <param name="Runs">Their runs.</param>
internal sealed record RecordedPeers(IReadOnlyList<string> Names, IReadOnlyList<TabularRun> Runs)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static RecordedPeers Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new(
                [.. document.RootElement.GetProperty("peers").EnumerateObject().Select(peer => peer.Name)],
                [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(TabularRun.Read)]);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{path} is no record of peers such as bench/peers/tabular-peers.json: {fault.Message}", fault);
        }
    }
}
