using Feedforward.Benchmarks.Accuracy;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Tests.Accuracy;

/// <summary>What the repository holds about sets and peers fits together.</summary>
public class RecordedPeersTests
{
    [Fact]
    public void EveryKnownSetHasTheFigureOfEveryPeer()
    {
        var peers = RecordedPeers.Read(Path.Combine(Repository.Root, "bench", "peers", "tabular-peers.json"));
        var sets = KnownSet.Described(Path.GetTempPath());
        Assert.NotEmpty(sets);
        foreach (var set in sets)
        {
            foreach (var name in peers.Names)
            {
                var runs = peers.Runs.Where(run => run.Set == set.Name && run.Model == name).ToList();
                Assert.Equal(name == "RealMLP-TD" ? [0u] : [0u, 1u, 2u], runs.Select(run => run.Seed));
                Assert.All(runs, run => Assert.InRange(run.Figures[set.Figure], 0, 1));
                Assert.Single(runs.Select(run => (run.FitRows, run.TestRows)).Distinct());
            }
        }
    }

    [Fact]
    public void AFolderDescribesItsOwnSets()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "sets.json"), """[{ "name": "a", "target": "y", "task": "regression", "categories": ["zip"] }]""");
            File.WriteAllText(Path.Combine(folder.FullName, "a.csv"), "zip,mark,y\n01234,NA,1\n1,x,\n2,,3\n");
            var set = Assert.Single(KnownSet.Described(folder.FullName));
            Assert.Equal("nrmse", set.Figure);

            // The row without a target is left out, a category keeps its text, and only the empty cell is missing.
            var table = set.Load(folder.FullName, 1);
            Assert.Equal(["01234", "2"], Enumerable.Range(0, table.Rows).Select(row => table["zip"].TextAt(row)));
            Assert.Equal(["NA", null], Enumerable.Range(0, table.Rows).Select(row => table["mark"].TextAt(row)));

            File.WriteAllText(Path.Combine(folder.FullName, "sets.json"), """[{ "name": "a", "target": "y", "task": "guess" }]""");
            Assert.Contains("'guess'", Assert.Throws<FormatException>(() => KnownSet.Described(folder.FullName)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
