using Feedforward.Tabular.Tests.Schemas;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular.Tests.Tuning;

/// <summary>Whole searches on a small table.</summary>
public sealed class TabularTunerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Journal => Path.Combine(_folder.Path, "trials.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SearchKind.Random)]
    [InlineData(SearchKind.Halving)]
    public void TheTableIsTheSameHoweverManyTrialsRunAtOnce(SearchKind kind)
    {
        var options = Searches.Options("class") with { Trials = 7, Kind = kind, Reduction = 2, LeastEpochs = 1 };
        var one = Searches.Search(options with { Parallel = 1 });
        Assert.Equal(TuningEnd.Completed, one.End);
        Assert.Equal(kind == SearchKind.Random ? 7 : 7 + 4 + 2, one.Trials.Count);
        foreach (var parallel in new[] { 2, 3 })
        {
            var several = Searches.Search(options with { Parallel = parallel, Training = options.Training with { Threads = 3 } });
            Assert.Equal(Searches.Text(one), Searches.Text(several));
            Assert.Equal(one.Best!.Number, several.Best!.Number);
        }
    }

    [Fact]
    public void AnotherSeedTriesOtherConfigurations()
    {
        var first = Searches.Search(Searches.Options("class") with { Trials = 3 });
        var second = Searches.Search(Searches.Options("class", seed: 2) with { Trials = 3 });
        Assert.Equal(first.Trials[0].Configuration.Values, second.Trials[0].Configuration.Values);
        Assert.NotEqual(first.Trials[1].Configuration.Values, second.Trials[1].Configuration.Values);
    }

    /// <summary>A fault of one trial ends them all, and it is that fault which is told.</summary>
    [Fact]
    public void AFaultEndsTheSearch()
    {
        var fault = new InvalidOperationException("the disk is full");
        var options = Searches.Options("class") with { Trials = 100_000, Parallel = 2, Keep = (_, _) => throw fault };
        Assert.Same(fault, Assert.Throws<InvalidOperationException>(() => Searches.Search(options)));
    }

    /// <summary>A decay that turns every weight around and enlarges it in each step.</summary>
    [Fact]
    public void ATrialThatDivergesIsRecordedAndTheSearchGoesOn()
    {
        var options = Searches.Options("amount") with { Trials = 8, Journal = Journal };
        options = options with { Training = Long(options.Training), Adjust = space => Searches.Small(space).Range("weight-decay", "0.01..100").Fix("learning-rate", "5") };
        var result = Searches.Search(options);
        Assert.Equal((TuningEnd.Completed, 8), (result.End, result.Trials.Count));
        Assert.Contains(result.Trials, trial => trial.HasDiverged && trial.Value is null);
        Assert.NotNull(result.Best!.Value);
        Assert.True(result.Ranking[^1].HasDiverged);
        Assert.Equal(Searches.Text(result), Searches.Text(Searches.Search(options)));

        // Where all do, there is no best, and the final model has the preset's own choices and what was fixed.
        var none = Searches.Search(options with { Trials = 2, Journal = null, Adjust = space => Searches.Small(space).Fix("weight-decay", "100").Fix("learning-rate", "5") });
        Assert.Null(none.Best);
        var preset = Tabular.Presets.Of(Assert.Single(none.Finalists).Options, NumberSchema.Of(LearningTask.Regression), 96)!;
        Assert.Equal((100f, 5.0), (preset.WeightDecay, preset.LearningRate));

        static TabularOptions Long(TabularOptions training) => training with { Adjust = preset => preset with { Epochs = 24 } };
    }

    [Fact]
    public void CancellingKeepsTheBestSoFarAndTheSearchCanGoOn()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var kept = new List<(int Number, TabularModel Model)>();
        var options = Searches.Options("class") with { Trials = 6, Journal = Journal, Parallel = 1, Keep = (model, trial) => kept.Add((trial.Number, model)) };
        var cut = new TabularTuner(Trained.Table(), options).Search(
            new Told<TuningProgress>(progress =>
            {
                if (progress.Done == 3)
                {
                    source.Cancel();
                }
            }),
            source.Token);
        Assert.Equal((TuningEnd.Cancelled, 3), (cut.End, cut.Trials.Count));
        Assert.Equal(cut.Best!.Number, kept[^1].Number);
        Assert.Equal(cut.Best.Value, kept[^1].Model.Training.ValidationMetrics["accuracy"]);
        Assert.Equal("1", kept[^1].Model.Training.Options["members"]);
        Assert.Equal(Searches.Text(Searches.Search(options with { Journal = null })), Searches.Text(Searches.Search(options)));
    }

    [Fact]
    public void ATimeLimitEndsTheSearch()
    {
        var result = Searches.Search(Searches.Options("class") with { Trials = 100_000, TimeLimit = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(TuningEnd.TimeLimit, result.End);
        Assert.True(result.Trials.Count < 100_000);
    }

    /// <summary>The value of a trial is what a training of that network on that split reaches.</summary>
    [Fact]
    public void ATrialIsATrainingOfThePreset()
    {
        var options = Searches.Options("class") with { Trials = 2 };
        var result = Searches.Search(options);
        foreach (var trial in result.Trials)
        {
            var fitted = TabularTrainer.Fit(
                Trained.Table(),
                options.Training with
                {
                    Preset = "auto",
                    Validation = 0.2,
                    Calibrate = false,
                    Adjust = preset => trial.Configuration.Apply(preset) with { Epochs = 4, Members = 1, Folds = 0 },
                },
                cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(fitted.Validation!.Metrics["accuracy"], trial.Value!.Value, 1e-9);
            Assert.Equal(fitted.Split.Validation.Count, result.ValidationRows);
        }
    }

    [Theory]
    [InlineData(30)]
    [InlineData(12)]
    public void TooFewRowsAreRefusedOrSearched(int rows)
    {
        var table = CsvText.Table(string.Join('\n', Trained.Text.Split('\n').Take(rows + 1)) + "\n");
        var fault = Assert.Throws<DataException>(() => Searches.Search(Searches.Options("class") with { Trials = 1 }, table: table));
        Assert.Contains("a search needs 10 at least", fault.Message);
    }

    [Fact]
    public void ASearchWithoutAPresetIsRefused() =>
        Assert.Contains("begins with a preset", Assert.Throws<ArgumentException>(() => Searches.Search(Searches.Options("class") with { Training = Trained.Options("class") with { Preset = "plain" } })).Message);
}
