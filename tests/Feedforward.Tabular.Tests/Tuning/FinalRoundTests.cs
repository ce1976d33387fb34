using Feedforward.Tabular.Tuning;
using Feedforward.Training;

namespace Feedforward.Tabular.Tests.Tuning;

/// <summary>The whole models that a search ends with.</summary>
public sealed class FinalRoundTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFinalistsAreWholeModelsOfTheBestAndOfThePreset()
    {
        var result = Searches.Search(Searches.Options("amount") with { Trials = 12, Finalists = 3 });
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
        var options = Searches.Options("amount") with { Trials = 4 };
        var result = Searches.Search(options with { Training = options.Training with { Preset = "fast" } });
        Assert.Equal(result.Best!.Number, Assert.Single(result.Finalists).Number);
        Assert.Equal(result.Best.Value!.Value, Fit(result.Finalists[0]).Validation!.Metrics["rmse"], 1e-3);
    }

    /// <summary>
    /// A trial is one network, the final model all three: without folds judged on the rows that judged the trials, with folds on all rows, each by
    /// the network that has not learned from it.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void AnEnsembleIsSearchedByOneOfItsNetworksAndTrainedAsAWhole(int folds)
    {
        var kept = new List<TabularModel>();
        var result = Searches.Search(Ensemble(folds) with { Keep = (model, _) => kept.Add(model) });
        Assert.All(kept, model => Assert.Equal(1, model.Members));
        Assert.Equal(folds == 0 ? result.Best!.Number : 0, result.Finalists[^1].Number);
        foreach (var whole in result.Finalists.Select(Fit))
        {
            Assert.Equal((3, $"{folds}"), (whole.Model.Members, whole.Model.Training.Options["folds"]));
            Assert.Equal((folds == 0 ? result.ValidationRows : 96, 24), (whole.Validation!.Rows, whole.Test!.Rows));
        }
    }

    /// <summary>Cancelled after three trials, the best of them is kept; the same search goes on and ends with the same model, bit by bit.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void ACancelledSearchOfAnEnsembleGoesOnToTheSameModel(int folds)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        TabularModel? kept = null;
        var options = Ensemble(folds);
        var resumable = options with { Journal = Path.Combine(_folder.Path, "trials.jsonl"), Keep = (model, _) => kept = model };
        var cut = new TabularTuner(Trained.Table(), resumable).Search(
            new Told<TuningProgress>(progress =>
            {
                if (progress.Done == 3)
                {
                    source.Cancel();
                }
            }),
            source.Token);
        Assert.Equal((TuningEnd.Cancelled, 3), (cut.End, cut.Trials.Count));
        Assert.Equal(cut.Best!.Value!.Value, kept!.Training.ValidationMetrics["rmse"], 1e-5);

        var resumed = 0;
        var (whole, again) = (Searches.Search(options), Searches.Search(resumable, progress => resumed += progress.IsResumed ? 1 : 0));
        Assert.Equal(3, resumed);
        Assert.Equal(Searches.Text(whole), Searches.Text(again));
        Assert.Equal(Parameters(whole), Parameters(again));

        static float[] Parameters(TuningResult found) =>
            FinalRound.Train(Trained.Table(), found, TestContext.Current.CancellationToken).Model.Network.Parameters.ToArray();
    }

    [Fact]
    public void ACancelledFinalRoundStillGivesAModel()
    {
        var result = Searches.Search(Ensemble(folds: 3));
        var whole = FinalRound.Train(Trained.Table(), result, new CancellationToken(canceled: true));
        Assert.Equal(StopReason.Cancelled, whole.Reason());
        Assert.All(whole.Model.Predict(Trained.Table()).Values.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    private static TuningOptions Ensemble(int folds)
    {
        var options = Searches.Options("amount") with { Trials = 6, Parallel = 1 };
        return options with { Training = options.Training with { Adjust = preset => options.Training.Adjust!(preset) with { Members = 3, Folds = folds } } };
    }

    private static TabularResult Fit(Finalist finalist) => TabularTrainer.Fit(Trained.Table(), finalist.Options, cancellationToken: TestContext.Current.CancellationToken);
}
