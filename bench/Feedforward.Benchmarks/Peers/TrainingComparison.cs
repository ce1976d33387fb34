using System.Globalization;
using System.Text.Json;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Peak;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Peers;

/// <summary>Our training beside libtorch's: in every round each case runs in one program, then in the other, and the best round of each counts.</summary>
/// <param name="threads">How many threads both use.</param>
/// <param name="rounds">How many rounds.</param>
/// <param name="isQuick">Whether stretches are short.</param>
internal sealed class TrainingComparison(int threads, int rounds, bool isQuick)
{
    private const string Project = "Feedforward.Peers.LibTorch";

    private readonly Dictionary<string, double> _ours = [];
    private readonly Dictionary<string, double> _peer = [];
    private string _peerName = "libtorch";
    private readonly SortedSet<string> _ourFaults = [];
    private string? _fault;

    /// <summary>Runs all rounds and makes the table.</summary>
    public ResultTable Measure(IReadOnlyList<string> cases, out FmaPeak peak)
    {
        var ours = PeerProgram.Ours("training");
        var peer = PeerProgram.Build(Project, out _fault);
        if (_fault is not null)
        {
            Console.Error.WriteLine($"libtorch is left out: {_fault}");
        }

        peak = FmaPeak.Measure();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var name in cases)
            {
                Console.Error.WriteLine($"round {round}: {name}");
                TryOurs(ours, name);
                peer = peer is null ? null : Try(peer, name);
            }

            var again = FmaPeak.Measure();
            peak = new FmaPeak(Math.Max(peak.OneCore, again.OneCore), Math.Max(peak.AllCores, again.AllCores));
        }

        return Table(cases, peak);
    }

    private void TryOurs(PeerProgram ours, string name)
    {
        try
        {
            Take(ours.Run(Words(name))[0], name, _ours);
        }
        catch (PeerFailure failure)
        {
            _ourFaults.Add($"{name} did not run to its end: {failure.Message}");
        }
    }

    private PeerProgram? Try(PeerProgram peer, string name)
    {
        try
        {
            var result = peer.Run(Words(name))[0];
            _peerName = result.GetProperty("peer").GetString()!;
            Take(result, name, _peer);
            return peer;
        }
        catch (PeerFailure failure)
        {
            _fault = failure.Message;
            Console.Error.WriteLine($"libtorch is left out from here on: {_fault}");
            return null;
        }
    }

    private ResultTable Table(IReadOnlyList<string> cases, FmaPeak peak)
    {
        var table = new ResultTable(
            "training",
            new Column("training", "case"),
            new Column("ours µs/step", "ours_us", Column.Significant),
            new Column("libtorch µs/step", "peer_us", Column.Significant),
            new Column("libtorch ÷ ours", "ratio", "F2"),
            new Column("GFLOP/s", "gflops", "F1"),
            new Column("of peak", "share", "P0"),
            new Column("three products", "share_of_three_products", "P0"));
        var ratios = new List<double>();
        foreach (var name in cases)
        {
            var training = TrainingCase.Parse(name);
            double? ours = _ours.TryGetValue(name, out var our) ? our : null;
            double? theirs = _peer.TryGetValue(name, out var their) ? their : null;
            double? speed = training.Flops / ours / 1e3, whole = training.FlopsOfThreeProducts / ours / 1e3;
            if (theirs / ours is { } ratio)
            {
                ratios.Add(ratio);
            }

            table.Add(name, ours, theirs, theirs / ours, speed, speed / peak.Of(threads), whole / peak.Of(threads));
        }

        table.Notes.AddRange(_ourFaults);

        if (ratios.Count > 0)
        {
            table.Notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{_peerName} ÷ ours over {ratios.Count} cases: geometric mean {Math.Exp(ratios.Average(Math.Log)):F2}, least {ratios.Min():F2}, most {ratios.Max():F2}."));
        }

        if (_fault is not null)
        {
            table.Notes.Add($"libtorch is missing: {_fault}");
        }

        return table;
    }

    private IEnumerable<string> Words(string name)
    {
        string[] words = [threads.ToString(CultureInfo.InvariantCulture), name];
        return isQuick ? [.. words, "--quick"] : words;
    }

    private static void Take(JsonElement result, string name, Dictionary<string, double> best)
    {
        var time = result.GetProperty("us_per_step").GetDouble();
        best[name] = best.TryGetValue(name, out var before) ? Math.Min(before, time) : time;
    }
}
