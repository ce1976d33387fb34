using System.Globalization;
using System.Text;
using System.Text.Json;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Serving;

/// <summary>Our server beside the reference server on ONNX Runtime: the same file, the same records, the same client, in turn.</summary>
/// <param name="servers">Their names and the words that start them, the model's file being added; ours first, the reference last.</param>
/// <param name="time">How long each measurement takes.</param>
/// <param name="rounds">How often; the best counts for each.</param>
internal sealed class ServingComparison(IReadOnlyList<(string Name, string[] Words)> servers, TimeSpan time, int rounds)
{
    private static readonly int[] s_connections = [1, 8, 32];

    /// <summary>Measures one model.</summary>
    public ResultTable Measure(string name)
    {
        var table = new ResultTable(
            "serve " + name,
            new Column("server", "server"),
            new Column("connections", "connections", "F0"),
            new Column("requests/s", "per_second", "F0"),
            new Column("p50 ms", "p50_ms", "F3"),
            new Column("p99 ms", "p99_ms", "F3"),
            new Column("requests/s ÷ reference", "ratio", "F2"));
        var file = Path.Combine(Path.GetTempPath(), $"feedforward-serve-{Guid.NewGuid():N}.onnx");
        var running = new List<ServerProcess>();
        try
        {
            var record = Encoding.UTF8.GetBytes(ServedTable.Write(name, file));
            running.AddRange(servers.Select(server => ServerProcess.Start([.. server.Words, file, .. server.Words.Contains("serve") ? (string[])["--port", "0"] : []])));
            var requests = running.ConvertAll(server => HttpConnection.Request(server.Port, "/predict", "application/json", record));
            table.Notes.Add(Agreement(running, requests));
            for (var i = 0; i < running.Count; i++)
            {
                // The first seconds are the compiler's.
                Load.Run(running[i].Port, requests[i], 8, time);
            }

            var results = new LoadResult?[running.Count, s_connections.Length];
            for (var round = 0; round < rounds; round++)
            {
                for (var j = 0; j < s_connections.Length; j++)
                {
                    for (var i = 0; i < running.Count; i++)
                    {
                        var result = Load.Run(running[i].Port, requests[i], s_connections[j], time);
                        results[i, j] = results[i, j] is { } best && best.PerSecond >= result.PerSecond ? best : result;
                    }
                }
            }

            for (var j = 0; j < s_connections.Length; j++)
            {
                for (var i = 0; i < running.Count; i++)
                {
                    var result = results[i, j]!;
                    table.Add(servers[i].Name, (double)s_connections[j], result.PerSecond, result.Median, result.NinetyNine, result.PerSecond / results[running.Count - 1, j]!.PerSecond);
                }
            }

            return table;
        }
        finally
        {
            running.ForEach(server => server.Dispose());
            File.Delete(file);
        }
    }

    /// <summary>There is nothing to compare where the answers differ.</summary>
    private string Agreement(List<ServerProcess> running, List<byte[]> requests)
    {
        var answers = running.Select((server, i) =>
        {
            using var connection = new HttpConnection(server.Port);
            var status = connection.Send(requests[i], keepBody: true);
            return status == 200 ? Probabilities(connection.Body) : throw new InvalidOperationException($"{servers[i].Name} answered {status}: {connection.Body}");
        }).ToList();
        var difference = answers.Max(answer => answer.Zip(answers[^1]).Max(pair => Math.Abs(pair.First - pair.Second)));
        return difference <= 1e-5
            ? string.Create(CultureInfo.InvariantCulture, $"The servers' probabilities agree within {difference:E1}. Each figure is the best of {rounds} rounds of {time.TotalSeconds:F1} s.")
            : throw new InvalidOperationException($"The servers' probabilities differ by {difference}, so there is nothing to compare.");
    }

    private static double[] Probabilities(string body)
    {
        // The reference may answer in chunks, with their lengths around the JSON.
        var json = JsonDocument.Parse(body[body.IndexOf('{', StringComparison.Ordinal)..(body.LastIndexOf('}') + 1)]).RootElement;
        return json.TryGetProperty("predictions", out var predictions)
            ? [.. predictions[0].GetProperty("probabilities").EnumerateObject().Select(pair => pair.Value.GetDouble())]
            : [.. json.GetProperty("probabilities").EnumerateArray().Select(value => value.GetDouble())];
    }
}
