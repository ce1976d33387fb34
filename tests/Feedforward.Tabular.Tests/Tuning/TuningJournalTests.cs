using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular.Tests.Tuning;

/// <summary>What a search writes, goes on from and refuses.</summary>
public sealed class TuningJournalTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Journal => Path.Combine(_folder.Path, "trials.jsonl");

    public void Dispose() => _folder.Dispose();

    /// <summary>The journal is cut after each line and in the middle of each; what follows must be the same as without a cut.</summary>
    [Theory]
    [InlineData(SearchKind.Random)]
    [InlineData(SearchKind.Halving)]
    public void ASearchGoesOnWhereItWasCutOff(SearchKind kind)
    {
        var options = Searches.Options("amount") with { Trials = 5, Kind = kind, Reduction = 2, LeastEpochs = 1, Journal = Journal, Parallel = 1 };
        var whole = Searches.Search(options);
        var bytes = File.ReadAllBytes(Journal);
        var ends = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).ToList();
        Assert.Equal(whole.Trials.Count + 1, ends.Count);
        foreach (var end in ends.SelectMany(end => new[] { end, end - 1, end - 20 }).Append(0))
        {
            File.WriteAllBytes(Journal, bytes[..end]);
            var resumed = 0;
            var again = Searches.Search(options with { Parallel = 2 }, progress => resumed += progress.IsResumed ? 1 : 0);
            Assert.Equal(Searches.Text(whole), Searches.Text(again));
            Assert.Equal(Math.Max(0, ends.Count(at => at <= end) - 1), resumed);
            Assert.Equal(!ends.Contains(end) && end > 0, again.Notices.Any(notice => notice.Message.Contains("cut off", StringComparison.Ordinal)));
            Assert.Equal(ends.Count, File.ReadAllLines(Journal).Length);
        }
    }

    [Fact]
    public void AFinishedSearchServesOneWithMoreTrialsOrOfAnotherKind()
    {
        var options = Searches.Options("class") with { Trials = 4, Journal = Journal };
        Searches.Search(options);
        var (resumed, done) = (0, 0);
        var more = Searches.Search(options with { Trials = 6 }, progress => (resumed, done) = (resumed + (progress.IsResumed ? 1 : 0), done + 1));
        Assert.Equal((4, 6), (resumed, done));
        var halving = Searches.Search(options with { Trials = 6, Kind = SearchKind.Halving, Reduction = 2, LeastEpochs = 1 });
        Assert.Equal(Searches.Text(Searches.Search(Searches.Options("class") with { Trials = 6, Kind = SearchKind.Halving, Reduction = 2, LeastEpochs = 1 })), Searches.Text(halving));
        Assert.Equal(6, more.Trials.Count);
    }

    [Fact]
    public void TheJournalOfAnotherSearchIsRefused()
    {
        var options = Searches.Options("class") with { Trials = 1, Journal = Journal };
        Searches.Search(options);
        Refused("seed is 1 there and 2 here", Searches.Options("class", seed: 2));
        Refused("target is class there and city here", Searches.Options("city"));
        Refused("metric is accuracy there and auc here", options with { Training = options.Training with { Metric = "auc" } });
        Refused("space of dropout is 0..0.4 there and 0.1 here", options with { Adjust = space => options.Adjust!(space).Fix("dropout", "0.1") });
        Refused("epochs is 4 there and 5 here", options with { Training = options.Training with { Adjust = preset => preset with { Epochs = 5 } } });
        Refused("validation rows is", options with { Training = options.Training with { Validation = 0.4 } });
        Refused("data is", options, CsvText.Table(Trained.Text.Replace("Rome", "Roma", StringComparison.Ordinal)));
        Assert.Equal(2, File.ReadAllLines(Journal).Length);

        void Refused(string expected, TuningOptions other, Table? table = null)
        {
            var fault = Assert.Throws<DataException>(() => Searches.Search(other with { Journal = Journal }, table: table));
            Assert.Contains("the journal of another search", fault.Message);
            Assert.Contains(expected, fault.Message);
        }
    }

    [Theory]
    [InlineData("not json\n", "line 2 is no trial")]
    [InlineData("{\"trial\":1}\n", "line 2 is no trial")]
    [InlineData("{\"trial\":-1,\"configuration\":{}}\n", "line 2 is no trial")]
    [InlineData("[]\n", "line 2 is no trial")]
    [InlineData("{\"trial\":1,\"epochs\":4,\"diverged\":false,\"value\":0.9,\"bestEpoch\":1,\"seconds\":1,\"configuration\":{\"dropout\":\"0.1\"}}\n", "another configuration")]
    public void ADamagedLineIsNamed(string line, string expected)
    {
        var options = Searches.Options("class") with { Trials = 1, Journal = Journal };
        Searches.Search(options);
        File.WriteAllText(Journal, File.ReadAllLines(Journal)[0] + "\n" + line);
        Assert.Contains(expected, Assert.Throws<DataException>(() => Searches.Search(options)).Message);
    }

    [Fact]
    public void AFileThatIsNoJournalIsLeftAlone()
    {
        File.WriteAllText(Journal, "{\"a\":1}\n");
        Assert.Contains("is no journal", Assert.Throws<DataException>(() => Searches.Search(Searches.Options("class") with { Journal = Journal })).Message);
        Assert.Equal("{\"a\":1}\n", File.ReadAllText(Journal));
    }

    [Fact]
    public void TwoSearchesDoNotShareAJournal()
    {
        var options = Searches.Options("class") with { Trials = 2, Journal = Journal };
        DataException? fault = null;
        Searches.Search(options, _ => fault ??= Assert.Throws<DataException>(() => Searches.Search(options)));
        Assert.Contains("does another search use it?", fault!.Message);
    }
}
