using System.Globalization;
using System.Text;
using Feedforward.Randomness;
using Feedforward.Tests.Training;

namespace Feedforward.Tabular.Tests.Presets;

/// <summary>How rows choose among the alternatives of a preset.</summary>
public sealed class PresetChoiceTests : IDisposable
{
    private const int Rows = 2_600;
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>Differences 1, 1, 1, 0: mean 0.75, deviation 0.5, standard error 0.25. Differences 1, −1, 1, 0: mean 0.25, deviation 0.957, standard error 0.479.</summary>
    [Theory]
    [InlineData(true, 1.0, 1.0, 1.0, 0.0)]
    [InlineData(false, 1.0, -1.0, 1.0, 0.0)]
    [InlineData(false, 0.0, 0.0, 0.0, 0.0)]
    [InlineData(false, -1.0, -1.0, -1.0, 0.0)]
    public void BetterIsWhatIsBetterByMoreThanOneStandardError(bool expected, params double[] differences) =>
        Assert.Equal(expected, PresetChoice.IsBetter([3, 3, 3, 3], [.. differences.Select(difference => 3 + difference)]));

    /// <summary>Lines can follow a staircase closely, waves round it off.</summary>
    [Fact]
    public void StepsAreLearnedByLines()
    {
        var chosen = Fit(Staircase(), Options());
        var options = chosen.Model.Training.Options;
        Assert.Contains("piecewise-linear", options["alternative"], StringComparison.Ordinal);
        Assert.Equal("PiecewiseLinear", options["numberEmbedding"]);
        Assert.Single(chosen.Notices, notice => notice.Message.Contains("rows held back", StringComparison.Ordinal));
    }

    /// <summary>Of pure chance nothing learns more than anything else; one standard error lets each of two alternatives pass by luck one time of six.</summary>
    [Fact]
    public void OfChanceMostOftenNothingIsChosen()
    {
        var options = Enumerable.Range(20, 8).Select(draw => Fit(Chance((ulong)draw), Options()).Model.Training.Options).ToList();
        Assert.True(options.Count(option => option["alternative"] == "none") >= 5, string.Join(", ", options.Select(option => option["alternative"])));
        Assert.All(options, option => Assert.Equal(option["alternative"].Contains("piecewise", StringComparison.Ordinal), option["numberEmbedding"] != "Periodic"));
    }

    /// <summary>Whatever the targets of the test part are, the trials go the same way, loss by loss.</summary>
    [Fact]
    public void TheTestPartHasNoSay()
    {
        var (first, second) = (new List<TabularEpoch>(), new List<TabularEpoch>());
        var table = Staircase();
        var result = Fit(table, Options(), first);
        var test = result.Split.Test.ToHashSet();
        _ = Fit(Staircase(row => test.Contains(row) ? 1e3 : 0), Options(), second);
        var losses = Losses(first);
        Assert.NotEmpty(losses);
        Assert.Equal(losses, Losses(second));

        static List<(string?, double, double?)> Losses(List<TabularEpoch> epochs) =>
            [.. epochs.Where(epoch => epoch.Alternative is not null).Select(epoch => (epoch.Alternative, epoch.Epoch.TrainingRisk, epoch.Epoch.ValidationRisk))];
    }

    /// <summary>The first trial is the preset as it is, then one alternative after the other comes to those that were taken.</summary>
    [Fact]
    public void TrialsAreReportedByNameAndCountInNoResult()
    {
        var epochs = new List<TabularEpoch>();
        var result = Fit(Staircase(), Options(), epochs);
        var names = epochs.Select(epoch => epoch.Alternative).Distinct().ToList();
        Assert.Equal("none", names[0]);
        Assert.Equal("long-without-dropout", names[1]);
        Assert.Contains("piecewise-linear", names[2], StringComparison.Ordinal);
        Assert.Null(names[^1]);
        Assert.All(result.Epochs, epoch => Assert.Null(epoch.Alternative));
    }

    [Fact]
    public void FewRowsATimeLimitOrANameLeaveNothingToChoose()
    {
        foreach (var (table, options) in new[]
        {
            (Staircase(rows: 2_400), Options()),
            (Staircase(), Options() with { TimeLimit = TimeSpan.FromMinutes(9) }),
            (Staircase(), Options() with { Alternative = "long-without-dropout" }),
            (Staircase(), Options() with { Preset = "auto" }),
        })
        {
            var epochs = new List<TabularEpoch>();
            var result = Fit(table, options, epochs);
            Assert.All(epochs, epoch => Assert.Null(epoch.Alternative));
            Assert.Equal(options.Alternative is null ? "Periodic, 0.15" : "Periodic, 0", $"{result.Model.Training.Options["numberEmbedding"]}, {result.Model.Training.Options["dropout"]}");
        }
    }

    [Fact]
    public void ANameThatIsNoneTwoEmbeddingsAndANameWhereNoPresetIsAreRefused()
    {
        Assert.Contains("piecewise-linear", Assert.Throws<ArgumentException>(() => Fit(Staircase(), Options() with { Alternative = "wide" })).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Fit(Staircase(), Options() with { Alternative = "periodic,piecewise-linear" })).Message, StringComparison.Ordinal);
        Assert.Contains("plain", Assert.Throws<ArgumentException>(() => Fit(Staircase(), new TabularOptions { Target = "y", Preset = "plain", Alternative = "piecewise-linear" })).Message, StringComparison.Ordinal);
    }

    /// <summary>A training that goes on has made its choice, and ends with the bits of one that was never stopped.</summary>
    [Fact]
    public void AResumedTrainingDoesNotChooseAgain()
    {
        var whole = Fit(Staircase(), Options());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var checkpoints = new CheckpointOptions { Folder = _folder.Path, EveryEpochs = 1 };
        Assert.Throws<OperationCanceledException>(() => TabularTrainer.Fit(
            Staircase(),
            Options(),
            checkpoints,
            new Told<TabularEpoch>(epoch =>
            {
                if (epoch.Alternative is null && epoch.Epoch.Number == 2)
                {
                    stop.Cancel();
                }
            }),
            stop.Token));
        var epochs = new List<TabularEpoch>();
        var resumed = TabularTrainer.Fit(Staircase(), Options() with { Threads = 1 }, checkpoints with { Resume = true }, new Told<TabularEpoch>(epochs.Add), Cancellation);
        Assert.All(epochs, epoch => Assert.Null(epoch.Alternative));
        Assert.Equal(whole.Model.Network.Parameters.ToArray(), resumed.Model.Network.Parameters.ToArray());
    }

    /// <summary>Processes that train together make the trials together, and one alone with as many shards ends with the same bits.</summary>
    [Fact]
    public void RanksChooseTogether()
    {
        var options = Options() with { Shards = 2 };
        var alone = Fit(Staircase(), options).Model;
        var together = ThreadedCollective.Run(2, collective => Fit(Staircase(), options with { Collective = collective }).Model);
        foreach (var model in together)
        {
            Assert.Equal(alone.Training.Options["alternative"], model.Training.Options["alternative"]);
            Assert.Equal(alone.Network.Parameters.ToArray(), model.Network.Parameters.ToArray());
        }
    }

    /// <summary>Half a choice is none: nothing is saved that would pass for one.</summary>
    [Fact]
    public void CancelledDuringATrialThereIsNothingToGoOnFrom()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Assert.Throws<OperationCanceledException>(() => TabularTrainer.Fit(
            Staircase(), Options(), new CheckpointOptions { Folder = _folder.Path }, new Told<TabularEpoch>(_ => stop.Cancel()), stop.Token));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.safetensors", SearchOption.AllDirectories));
    }

    private static TabularOptions Options() => new()
    {
        Target = "y",
        Task = LearningTask.Regression,
        Preset = "best",
        Threads = 2,
        Adjust = preset => preset with { Epochs = 30, Hidden = [16], Members = Math.Min(preset.Members, 2), Folds = Math.Min(preset.Folds, 2) },
    };

    private static TabularResult Fit(Table table, TabularOptions options, List<TabularEpoch>? epochs = null) =>
        TabularTrainer.Fit(table, options, epochs is null ? null : new Told<TabularEpoch>(epochs.Add), Cancellation);

    private static Table Staircase(Func<int, double>? more = null, int rows = Rows) => Of(x => (x > -1.3 ? 2 : 0) + (x > 0.31 ? 1 : 0) - (x > 1.2 ? 1.5 : 0), more ?? (_ => 0), rows);

    private static Table Chance(ulong seed) => Of(_ => 0, row => new RandomStream(seed, RandomPurpose.Data).Normal(row), Rows);

    private static Table Of(Func<double, double> target, Func<int, double> more, int rows)
    {
        var random = new RandomStream(7, RandomPurpose.Data);
        var text = new StringBuilder("x,y\n");
        for (var i = 0; i < rows; i++)
        {
            double x = random.Uniform(i, -2, 2);
            text.Append(CultureInfo.InvariantCulture, $"{x},{target(x) + more(i)}\n");
        }

        return CsvText.Table(text.ToString());
    }
}
