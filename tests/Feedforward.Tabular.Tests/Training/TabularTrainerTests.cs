using Feedforward.Training;

namespace Feedforward.Tabular.Tests.Training;

public class TabularTrainerTests
{
    [Fact]
    public void ClassesAreLearned()
    {
        var result = Trained.Classifier();
        Assert.Equal(["high", "low", "middle"], result.Model.Classes);
        Assert.Equal((77, 19, 24), (result.Split.Train.Count, result.Split.Validation.Count, result.Split.Test.Count));
        Assert.InRange(result.Test!.Metrics["accuracy"], 0.8, 1);
        Assert.Equal(result.Test.Metrics, result.Model.Training.TestMetrics);
        Assert.Equal(24, result.Model.Training.TestRows);
        Assert.Equal("softmax-cross-entropy", result.Model.Training.Options["loss"]);
    }

    [Fact]
    public void NumbersAreLearnedInTheirOwnUnit()
    {
        var result = Trained.Regressor();
        Assert.Equal(["rmse", "mae", "r2"], result.Test!.Metrics.Keys);

        // A row in eleven has no age, so part of the amount cannot be known.
        Assert.InRange(result.Test.Metrics["r2"], 0.6, 1);
        Assert.All(result.Model.Predict(Trained.Table()).Values.ToArray(), value => Assert.InRange(value, 0, 120));
        var last = result.Epochs[result.Training.BestEpoch - 1];
        Assert.Equal("rmse", last.Metric);
        Assert.Equal(result.Validation!.Metrics["rmse"], last.ValidationMetric!.Value, 1e-4);
    }

    [Theory]
    [InlineData("absolute-error")]
    [InlineData("huber")]
    [InlineData("gaussian-likelihood")]
    [InlineData("poisson")]
    public void EveryRegressionLossPredictsInTheTargetsUnit(string loss)
    {
        var result = Trained.Regressor(loss);

        // Predicting the mean of all rows would be off by 14.1 on average.
        Assert.InRange(result.Test!.Metrics["mae"], 0, 10);
        Assert.Equal(loss == "gaussian-likelihood" ? 120 : 0, result.Model.Predict(Trained.Table()).Deviations.Length);
    }

    /// <summary>The second training begins where the first ended: its risk before any step is the first's validation risk.</summary>
    [Fact]
    public void TrainingGoesOnWithAModel()
    {
        var first = Trained.Regressor();
        var options = Trained.Options(first.Model.Target.Name) with { From = first.Model, Epochs = 1, LearningRate = 1e-12 };

        var second = TabularTrainer.Fit(Trained.Table(), options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(first.Validation!.Metrics["rmse"], second.Validation!.Metrics["rmse"], 1e-3);
        Assert.Contains("training went on from", Assert.Single(second.Notices).Message, StringComparison.Ordinal);
        Assert.Same(first.Model.Schema, second.Model.Schema);

        var another = TabularTrainer.Fit(
            Trained.Table(), options with { Seed = options.Seed + 1 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(another.Notices, notice => notice.Message.Contains("splits the rows anew", StringComparison.Ordinal));
        Assert.Equal(first.Model.Training.Options["hidden"], second.Model.Training.Options["hidden"]);
        Assert.Throws<ArgumentException>(() => TabularTrainer.Fit(
            Trained.Table(), options with { Target = "age" }, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void TwoClassesTakeOneOutputOrTwo()
    {
        var table = CsvText.Table("x,t\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 10},{(i % 10 < 4 ? "no" : "yes")}\n")));
        foreach (var (loss, smoothing, outputs) in new[] { (null, 0f, 1), (null, 0.1f, 2), ("softmax-cross-entropy", 0f, 2) })
        {
            var options = Trained.Options("t") with { Loss = loss, LabelSmoothing = smoothing };
            var model = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken).Model;
            Assert.Equal(outputs, model.Network.Outputs);
            var predictions = model.Predict(table);
            Assert.Equal(2, predictions.Probabilities.Columns);
            Assert.Equal("no", predictions.TextAt(0));
            Assert.Equal("yes", predictions.TextAt(9));
            Assert.Equal(1, predictions.Probabilities[0, 0] + predictions.Probabilities[0, 1], 5);
        }
    }

    [Fact]
    public void TheSameSeedGivesTheSameModelOnAnyNumberOfThreads()
    {
        var one = Trained.Classifier().Model;
        var two = TabularTrainer.Fit(
            Trained.Table(), Trained.Options("class", "amount") with { Threads = 3 }, cancellationToken: TestContext.Current.CancellationToken).Model;
        Assert.Equal(one.ToJson(), two.ToJson());
        Assert.Equal(one.Network.Parameters.ToArray(), two.Network.Parameters.ToArray());
    }

    [Fact]
    public void PreprocessingSeesTheTrainingPartAlone()
    {
        var result = Trained.Regressor();
        var table = Trained.Table();
        var train = result.Split.Train.ToArray();
        var amounts = train.Select(row => (double)table.Numbers("amount")[row]).ToList();
        Assert.Equal((float)amounts.Average(), result.Model.TargetScale.Mean, 4);
        var alone = TablePreprocessing.Fit(table, result.Model.Schema.Features, train);
        Assert.Equal(alone.Encoders, result.Model.Preprocessing.Encoders);
    }

    [Fact]
    public void RowsWithoutATargetAreLeftOut()
    {
        var text = "x,t\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 9},{(i % 6 == 0 ? "" : i % 9 < 4 ? "a" : "b")}\n"));
        var result = TabularTrainer.Fit(CsvText.Table(text), Trained.Options("t"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(50, result.Split.Train.Count + result.Split.Validation.Count + result.Split.Test.Count);
        Assert.Contains(result.Notices, notice => notice.Kind == NoticeKind.MissingTarget);
    }

    [Fact]
    public void ATestTableOfItsOwnJudges()
    {
        var test = Trained.Table().Select([.. Enumerable.Range(0, 30)]);
        var result = TabularTrainer.Fit(
            Trained.Table(), Trained.Options("class", "amount") with { TestTable = test }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Split.Test);
        Assert.Equal(30, result.Test!.Rows);
    }

    [Theory]
    [InlineData("age,city,member,joined\n60,Oslo,true,2026-01-01\n", "There is no column 'class'")]
    [InlineData("age,city,member,class\n60,Oslo,true,high\n", "There is no column 'joined'")]
    [InlineData("age,city,member,joined,class\n60,Oslo,true,2026-01-01,\n", "No row of the test table has a 'class'")]
    [InlineData("age,city,member,joined,class\n60,Oslo,true,2026-01-01,huge\n", "'huge' is not a class")]
    [InlineData("age,city,member,joined,class\nold,Oslo,true,2026-01-01,high\n", "'old' is not a number")]
    public void AWrongTestTableIsRefusedBeforeTheTraining(string text, string expected)
    {
        var trained = false;
        var exception = Assert.Throws<DataException>(() => TabularTrainer.Fit(
            Trained.Table(),
            Trained.Options("class", "amount") with { TestTable = CsvText.Table(text) },
            new AfterEpoch(1, () => trained = true),
            TestContext.Current.CancellationToken));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.False(trained);
    }

    [Fact]
    public void BalancedClassesWeighTheSame()
    {
        // 5 of 100 rows are rare and lie among the others, so that unweighted risk never predicts them.
        var text = "x,t\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{(i < 5 ? 8 : i % 10)},{(i < 5 ? "rare" : "usual")}\n"));
        var options = Trained.Options("t") with { Test = 0, Validation = 0, Hidden = [4] };
        var plain = TabularTrainer.Fit(CsvText.Table(text), options, cancellationToken: TestContext.Current.CancellationToken).Model;
        var balanced = TabularTrainer.Fit(
            CsvText.Table(text), options with { ClassWeighting = ClassWeighting.Balanced }, cancellationToken: TestContext.Current.CancellationToken).Model;
        var named = TabularTrainer.Fit(
            CsvText.Table(text),
            options with { ClassWeighting = ClassWeighting.Explicit, ClassWeights = new Dictionary<string, double> { ["rare"] = 10, ["usual"] = 100 / 190.0 } },
            cancellationToken: TestContext.Current.CancellationToken).Model;
        var cell = new Dictionary<string, object?> { ["x"] = 8 };
        Assert.Equal("usual", plain.Predict(cell).Text);
        Assert.Equal("rare", balanced.Predict(cell).Text);
        Assert.Equal(balanced.Predict(cell).Probabilities["rare"], named.Predict(cell).Probabilities["rare"], 3);
    }

    [Fact]
    public void EveryKindOfLayerTrains()
    {
        var options = Trained.Options("class", "amount") with
        {
            BatchNormalization = true,
            LayerNormalization = true,
            Dropout = 0.1f,
            L1 = 1e-5,
            L2 = 1e-4,
            GradientClip = 1,
            Schedule = "cosine",
            Optimizer = "adamw",
            Activation = "silu",
        };
        var result = TabularTrainer.Fit(Trained.Table(), options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ["dense", "batch-normalization", "layer-normalization", "activate", "dropout", "dense"],
            result.Model.Network.Layers.Select(layer => layer.Name));
        Assert.True(result.Test!.Metrics["accuracy"] > 0.6);
    }

    [Fact]
    public void CancellingKeepsTheBestSoFar()
    {
        using var source = new CancellationTokenSource();
        var result = TabularTrainer.Fit(Trained.Table(), Trained.Options("class", "amount"), new AfterEpoch(3, source.Cancel), source.Token);
        Assert.Equal(StopReason.Cancelled, result.Reason());
        Assert.Equal(3, result.Epochs.Count);
        Assert.NotNull(result.Test);
    }

    [Fact]
    public void OptionsThatDoNotFitAreRefused()
    {
        var table = Trained.Table();
        void Refuses<T>(TabularOptions options)
            where T : Exception => Assert.ThrowsAny<T>(() => TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken));
        Refuses<ArgumentException>(Trained.Options("class") with { Loss = "squared-error" });
        Refuses<ArgumentException>(Trained.Options("amount") with { Loss = "binary-cross-entropy" });
        Refuses<ArgumentException>(Trained.Options("amount") with { LabelSmoothing = 0.1f });
        Refuses<ArgumentException>(Trained.Options("class") with { Loss = "nonsense" });
        Refuses<ArgumentException>(Trained.Options("class") with { Activation = "nonsense" });
        Refuses<ArgumentException>(Trained.Options("class") with { Test = 1 });
        Refuses<DataException>(Trained.Options("nonsense"));
        Refuses<DataException>(Trained.Options("class") with
        {
            ClassWeighting = ClassWeighting.Explicit,
            ClassWeights = new Dictionary<string, double> { ["nonsense"] = 1 },
        });
    }

    [Fact]
    public void CrossValidationJudgesEveryRowOnce()
    {
        var result = TabularTrainer.CrossValidate(
            Trained.Table(), Trained.Options("class", "amount") with { Epochs = 20 }, 4, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([30, 30, 30, 30], result.Folds.Select(fold => fold.Rows));
        var accuracies = result.Folds.Select(fold => fold.Metrics["accuracy"]).ToList();
        var mean = accuracies.Average();
        Assert.Equal(mean, result.Metrics["accuracy"].Mean, 12);
        Assert.Equal(Math.Sqrt(accuracies.Sum(value => Math.Pow(value - mean, 2)) / 3), result.Metrics["accuracy"].Deviation, 12);
    }

    private sealed class AfterEpoch(int number, Action act) : IProgress<TabularEpoch>
    {
        public void Report(TabularEpoch value)
        {
            if (value.Epoch.Number == number)
            {
                act();
            }
        }
    }
}
