using System.Globalization;
using System.Text.Json;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Peers;

/// <summary>Our prediction beside ONNX Runtime's, in one program that runs both in turn on one thread.</summary>
internal static class InferenceComparison
{
    private const string Project = "Feedforward.Peers.OnnxRuntime";

    /// <summary>Runs all rounds and makes the table.</summary>
    public static ResultTable Measure(IReadOnlyList<string> cases, int rounds, bool isQuick)
    {
        var table = new ResultTable(
            "inference",
            new Column("prediction", "case"),
            new Column("ours µs/call", "ours_us", Column.Significant),
            new Column("ONNX Runtime µs/call", "peer_us", Column.Significant),
            new Column("ONNX Runtime ÷ ours", "ratio", "F2"),
            new Column("ours GFLOP/s", "gflops", "F1"),
            new Column("ours bytes/call", "bytes_per_call", "F0"));
        var program = PeerProgram.Build(Project, out var fault);
        var ratios = new List<double>();
        try
        {
            foreach (var name in program is null ? [] : cases)
            {
                string[] words = isQuick ? [name, "--quick"] : [name];
                var results = Enumerable.Range(0, rounds).Select(_ => program!.Run(words)[0]).ToList();
                double ours = Least(results, "ours_us"), peer = Least(results, "peer_us");
                ratios.Add(peer / ours);
                table.Add(name, ours, peer, peer / ours, results.Max(r => r.GetProperty("ours_gflops").GetDouble()), results.Max(r => r.GetProperty("ours_bytes_per_call").GetDouble()));
            }
        }
        catch (PeerFailure failure)
        {
            fault = failure.Message;
        }

        if (ratios.Count > 0)
        {
            table.Notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"ONNX Runtime ÷ ours over {ratios.Count} cases: geometric mean {Math.Exp(ratios.Average(Math.Log)):F2}, least {ratios.Min():F2}, most {ratios.Max():F2}."));
        }

        if (fault is not null)
        {
            Console.Error.WriteLine($"ONNX Runtime is left out: {fault}");
            table.Notes.Add($"ONNX Runtime is missing: {fault}");
        }

        return table;
    }

    private static double Least(List<JsonElement> results, string key) => results.Min(result => result.GetProperty(key).GetDouble());
}
