using System.Text;
using Feedforward.Tabular.Tuning;
using Feedforward.Training;

namespace Feedforward.Tabular.Tests.Tuning;

/// <summary>Whole searches on a small table.</summary>
public sealed class TabularTunerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedforward-").FullName;

    private string Journal => Path.Combine(_folder, "trials.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(SearchKind.Random)]
    [InlineData(SearchKind.Halving)]
    public void TheTableIsTheSameHoweverManyTrialsRunAtOnce(SearchKind kind)
    {
        var options = Options("class") with { Trials = 7, Kind = kind, Reduction = 2, LeastEpochs = 1 };
        var one = Search(options with { Parallel = 1 });
        Assert.Equal(TuningEnd.Completed, one.End);
        Assert.Equal(kind == SearchKind.Random ? 7 : 7 + 4 + 2, one.Trials.Count);
        foreach (var parallel in new[] { 2, 3 })
        {
            var several = Search(options with { Parallel = parallel, Training = options.Training with { Threads = 3 } });
            Assert.Equal(Text(one), Text(several));
            Assert.Equal(one.Best!.Number, several.Best!.Number);
        }
    }

    [Fact]
    public void AnotherSeedTriesOtherConfigurations()
    {
        var first = Search(Options("class") with { Trials = 3 });
        var second = Search(Options("class", seed: 2) with { Trials = 3 });
        Assert.Equal(first.Trials[0].Configuration.Values, second.Trials[0].Configuration.Values);
        Assert.NotEqual(first.Trials[1].Configuration.Values, second.Trials[1].Configuration.Values);
    }

    /// <summary>The journal is cut after each line and in the middle of each; what follows must be the same as without a cut.</summary>
    [Theory]
    [InlineData(SearchKind.Random)]
    [InlineData(SearchKind.Halving)]
    public void ASearchGoesOnWhereItWasCutOff(SearchKind kind)
    {
        var options = Options("amount") with { Trials = 5, Kind = kind, Reduction = 2, LeastEpochs = 1, Journal = Journal, Parallel = 1 };
        var whole = Search(options);
        var bytes = File.ReadAllBytes(Journal);
        var ends = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').Select(i => i + 1).ToList();
        Assert.Equal(whole.Trials.Count + 1, ends.Count);
        foreach (var end in ends.SelectMany(end => new[] { end, end - 1, end - 20 }).Append(0))
        {
            File.WriteAllBytes(Journal, bytes[..end]);
            var resumed = 0;
            var again = Search(options with { Parallel = 2 }, progress => resumed += progress.IsResumed ? 1 : 0);
            Assert.Equal(Text(whole), Text(again));
            Assert.Equal(Math.Max(0, ends.Count(at => at <= end) - 1), resumed);
            Assert.Equal(!ends.Contains(end) && end > 0, again.Notices.Any(notice => notice.Message.Contains("cut off", StringComparison.Ordinal)));
            Assert.Equal(ends.Count, File.ReadAllLines(Journal).Length);
        }
    }

    [Fact]
    public void AFinishedSearchServesOneWithMoreTrialsOrOfAnotherKind()
    {
        var options = Options("class") with { Trials = 4, Journal = Journal };
        Search(options);
        var (resumed, done) = (0, 0);
        var more = Search(options with { Trials = 6 }, progress => (resumed, done) = (resumed + (progress.IsResumed ? 1 : 0), done + 1));
        Assert.Equal((4, 6), (resumed, done));
        var halving = Search(options with { Trials = 6, Kind = SearchKind.Halving, Reduction = 2, LeastEpochs = 1 });
        Assert.Equal(Text(Search(Options("class") with { Trials = 6, Kind = SearchKind.Halving, Reduction = 2, LeastEpochs = 1 })), Text(halving));
        Assert.Equal(6, more.Trials.Count);
    }

    [Fact]
    public void TheJournalOfAnotherSearchIsRefused()
    {
        var options = Options("class") with { Trials = 1, Journal = Journal };
        Search(options);
        Refused("seed is 1 there and 2 here", Options("class", seed: 2));
        Refused("target is class there and city here", Options("city"));
        Refused("metric is accuracy there and auc here", options with { Training = options.Training with { Metric = "auc" } });
        Refused("space of dropout is 0..0.4 there and 0.1 here", options with { Adjust = space => options.Adjust!(space).Fix("dropout", "0.1") });
        Refused("epochs is 4 there and 5 here", options with { Training = options.Training with { Adjust = preset => preset with { Epochs = 5 } } });
        Refused("validation rows is", options with { Training = options.Training with { Validation = 0.4 } });
        Refused("data is", options, CsvText.Table(Trained.Text.Replace("Rome", "Roma", StringComparison.Ordinal)));
        Assert.Equal(2, File.ReadAllLines(Journal).Length);

        void Refused(string expected, TuningOptions other, Table? table = null)
        {
            var fault = Assert.Throws<DataException>(() => Search(other with { Journal = Journal }, table: table));
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
        var options = Options("class") with { Trials = 1, Journal = Journal };
        Search(options);
        File.WriteAllText(Journal, File.ReadAllLines(Journal)[0] + "\n" + line);
        Assert.Contains(expected, Assert.Throws<DataException>(() => Search(options)).Message);
    }

    [Fact]
    public void AFileThatIsNoJournalIsLeftAlone()
    {
        File.WriteAllText(Journal, "{\"a\":1}\n");
        Assert.Contains("is no journal", Assert.Throws<DataException>(() => Search(Options("class") with { Journal = Journal })).Message);
        Assert.Equal("{\"a\":1}\n", File.ReadAllText(Journal));
    }

    [Fact]
    public void TwoSearchesDoNotShareAJournal()
    {
        var options = Options("class") with { Trials = 2, Journal = Journal };
        DataException? fault = null;
        Search(options, _ => fault ??= Assert.Throws<DataException>(() => Search(options)));
        Assert.Contains("does another search use it?", fault!.Message);
    }

    /// <summary>A fault of one trial ends them all, and it is that fault which is told.</summary>
    [Fact]
    public void AFaultEndsTheSearch()
    {
        var fault = new InvalidOperationException("the disk is full");
        var options = Options("class") with { Trials = 100_000, Parallel = 2, Keep = (_, _) => throw fault };
        Assert.Same(fault, Assert.Throws<InvalidOperationException>(() => Search(options)));
    }

    /// <summary>A decay that turns every weight around and enlarges it in each step.</summary>
    [Fact]
    public void ATrialThatDivergesIsRecordedAndTheSearchGoesOn()
    {
        var options = Options("amount") with { Trials = 8, Journal = Journal };
        options = options with { Training = Long(options.Training), Adjust = space => Small(space).Range("weight-decay", "0.01..100").Fix("learning-rate", "5") };
        var result = Search(options);
        Assert.Equal((TuningEnd.Completed, 8), (result.End, result.Trials.Count));
        Assert.Contains(result.Trials, trial => trial.HasDiverged && trial.Value is null);
        Assert.NotNull(result.Best!.Value);
        Assert.True(result.Ranking[^1].HasDiverged);
        Assert.Equal(Text(result), Text(Search(options)));

        // Where all do, there is no best, and the final model has the preset's own choices and what was fixed.
        var none = Search(options with { Trials = 2, Journal = null, Adjust = space => Small(space).Fix("weight-decay", "100").Fix("learning-rate", "5") });
        Assert.Null(none.Best);
        var preset = Tabular.Presets.Of(Assert.Single(none.Finalists).Options, LearningTask.Regression, 96)!;
        Assert.Equal((100f, 5.0), (preset.WeightDecay, preset.LearningRate));

        static TabularOptions Long(TabularOptions training) => training with { Adjust = preset => preset with { Epochs = 24 } };
    }

    [Fact]
    public void CancellingKeepsTheBestSoFarAndTheSearchCanGoOn()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var kept = new List<(int Number, TabularModel Model)>();
        var options = Options("class") with { Trials = 6, Journal = Journal, Parallel = 1, Keep = (model, trial) => kept.Add((trial.Number, model)) };
        var cut = new TabularTuner(Trained.Table(), options).Search(
            new Told(progress =>
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
        Assert.Equal(Text(Search(options with { Journal = null })), Text(Search(options)));
    }

    [Fact]
    public void ATimeLimitEndsTheSearch()
    {
        var result = Search(Options("class") with { Trials = 100_000, TimeLimit = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(TuningEnd.TimeLimit, result.End);
        Assert.True(result.Trials.Count < 100_000);
    }

    [Fact]
    public void TheFinalistsAreWholeModelsOfTheBestAndOfThePreset()
    {
        var result = Search(Options("amount") with { Trials = 12, Finalists = 3 });
        var better = result.Ranking.TakeWhile(trial => trial.Number > 0).Take(3).Select(trial => trial.Number).ToList();
        Assert.NotEmpty(better);
        Assert.Equal([.. better, 0], result.Finalists.Select(finalist => finalist.Number));
        var trained = result.Finalists.Select(Fit).ToList();
        foreach (var (finalist, whole) in result.Finalists.Zip(trained))
        {
            Assert.Equal(5, whole.Model.Members);
            foreach (var (name, text) in new[] { ("dropout", "dropout"), ("activation", "activation"), ("batch", "batchSize"), ("learning-rate", "learningRate") })
            {
                Assert.Equal(finalist.Configuration.Values[name], whole.Model.Training.Options[text]);
            }

            // All rows but the 24 of the test part are learned from and judged by.
            Assert.Equal((96, 24), (whole.Validation!.Rows, whole.Test!.Rows));
        }

        var best = trained.Min(whole => whole.Validation!.Metrics["rmse"]);
        var chosen = trained[FinalRound.Choose(result, trained)];
        Assert.Equal(best, chosen.Validation!.Metrics["rmse"]);
        Assert.Equal(
            chosen.Model.Network.Parameters.ToArray(),
            FinalRound.Train(Trained.Table(), result, TestContext.Current.CancellationToken).Model.Network.Parameters.ToArray());

        // Of equal ones the preset's own; one that diverged or was cancelled only where there is no other.
        var own = trained[^1];
        Assert.Equal(trained.Count - 1, FinalRound.Choose(result, [.. trained.Select(_ => own)]));
        Assert.Equal(1, FinalRound.Choose(result, [Ended(own, StopReason.Cancelled), Ended(own, StopReason.Completed)]));
        Assert.Equal(1, FinalRound.Choose(result, [Ended(own, StopReason.Diverged), Ended(own, StopReason.Completed)]));
        Assert.Equal(0, FinalRound.Choose(result, [Ended(own, StopReason.Cancelled)]));

        static TabularResult Ended(TabularResult whole, StopReason reason) => whole with { Training = whole.Training with { Reason = reason } };
    }

    /// <summary>Without folds a whole model is judged by no more rows than a trial; the best is trained and no other.</summary>
    [Fact]
    public void WithoutFoldsThereIsOneFinalist()
    {
        var options = Options("amount") with { Trials = 4 };
        var result = Search(options with { Training = options.Training with { Preset = "fast" } });
        Assert.Equal(result.Best!.Number, Assert.Single(result.Finalists).Number);
        Assert.Equal(result.Best.Value!.Value, Fit(result.Finalists[0]).Validation!.Metrics["rmse"], 1e-3);
    }

    /// <summary>The value of a trial is what a training of that network on that split reaches.</summary>
    [Fact]
    public void ATrialIsATrainingOfThePreset()
    {
        var options = Options("class") with { Trials = 2 };
        var result = Search(options);
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
        var fault = Assert.Throws<DataException>(() => Search(Options("class") with { Trials = 1 }, table: table));
        Assert.Contains("a search needs 10 at least", fault.Message);
    }

    [Fact]
    public void ASearchWithoutAPresetIsRefused() =>
        Assert.Contains("begins with a preset", Assert.Throws<ArgumentException>(() => Search(Options("class") with { Training = Trained.Options("class") with { Preset = "plain" } })).Message);

    private static TuningOptions Options(string target, ulong seed = 1) => new()
    {
        Training = new TabularOptions
        {
            Target = target,
            Drop = target == "class" ? ["amount"] : ["class"],
            Seed = seed,
            Threads = 1,
            Adjust = preset => preset with { Epochs = 4 },
        },
        Adjust = Small,
    };

    private static TabularResult Fit(Finalist finalist) => TabularTrainer.Fit(Trained.Table(), finalist.Options, cancellationToken: TestContext.Current.CancellationToken);

    private static SearchSpace Small(SearchSpace space) => space.Range("width", "4..12").Range("depth", "1..2").Range("batch", "16..64");

    private static TuningResult Search(TuningOptions options, Action<TuningProgress>? told = null, Table? table = null) => new TabularTuner(table ?? Trained.Table(), options).Search(
        told is null ? null : new Told(told), TestContext.Current.CancellationToken);

    /// <summary>Everything about the trials but the time.</summary>
    private static string Text(TuningResult result)
    {
        var text = new StringBuilder();
        foreach (var trial in result.Trials)
        {
            text.AppendLine(FormattableString.Invariant(
                $"{trial.Number} {trial.Epochs} {trial.Value:R} {trial.BestEpoch} {trial.HasDiverged} {string.Join(' ', trial.Configuration.Values.Values)}"));
        }

        return text.Append(FormattableString.Invariant($"best {result.Best?.Number}")).ToString();
    }

    private sealed class Told(Action<TuningProgress> report) : IProgress<TuningProgress>
    {
        public void Report(TuningProgress value) => report(value);
    }
}
