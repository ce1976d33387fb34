namespace Feedforward.Tabular.Tests.Judging;

public class TabularMetricTests
{
    [Fact]
    public void EveryNameFindsItsMetricInAnyCase()
    {
        foreach (var metric in TabularMetric.All)
        {
            Assert.Same(metric, TabularMetric.Named(metric.Name.ToUpperInvariant()));
        }

        Assert.Contains("accuracy, log-loss, auc, rmse, mae, r2", Assert.Throws<ArgumentException>(() => TabularMetric.Named("f1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMetricOfAnotherTaskIsRefusedWithThoseThatFit()
    {
        var fault = Assert.Throws<ArgumentException>(() => TabularMetric.Chosen("rmse", LearningTask.Binary));
        Assert.Contains("Metrics that do: accuracy, log-loss, auc.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("rmse, mae, r2", Assert.Throws<ArgumentException>(() => TabularMetric.Chosen("auc", LearningTask.Regression)).Message, StringComparison.Ordinal);
        Assert.Same(TabularMetric.Accuracy, TabularMetric.Chosen(null, LearningTask.Multiclass));
        Assert.Same(TabularMetric.RootMeanSquaredError, TabularMetric.Chosen(null, LearningTask.Regression));
    }

    /// <summary>Probabilities of class 1: .9, .6, .7, .2 with the classes 1, 1, 0, 0.</summary>
    [Fact]
    public void ValuesAreThoseWorkedOutByHand()
    {
        var probabilities = Matrix.Column<float>([.9f, .6f, .7f, .2f]);
        int[] labels = [1, 1, 0, 0];
        Assert.Equal(.75, TabularMetric.Accuracy.Of(probabilities, labels));
        Assert.Equal(.75, TabularMetric.AreaUnderCurve.Of(probabilities, labels));
        Assert.Equal(-Math.Log(.9 * .6 * .3 * .8) / 4, TabularMetric.LogLoss.Of(probabilities, labels)!.Value, 1e-6);
        Assert.Null(TabularMetric.AreaUnderCurve.Of(probabilities, [1, 1, 1, 1]));
        Assert.Equal(.25, TabularMetric.Accuracy.AsLoss(.75));

        float[] predicted = [1, 2, 6];
        float[] true_ = [1, 4, 4];
        Assert.Equal(Math.Sqrt(8.0 / 3), TabularMetric.RootMeanSquaredError.Of(predicted, true_)!.Value, 1e-12);
        Assert.Equal(4.0 / 3, TabularMetric.MeanAbsoluteError.Of(predicted, true_)!.Value, 1e-12);
        Assert.Equal(1 - (8.0 / 6), TabularMetric.DeterminationCoefficient.Of(predicted, true_)!.Value, 1e-12);
        Assert.Equal(2, TabularMetric.RootMeanSquaredError.AsLoss(2));
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("log-loss")]
    [InlineData("auc")]
    public void ClassesAreChosenByTheNamedMetric(string name) => ChosenBy(name, "class", "amount");

    [Theory]
    [InlineData("rmse")]
    [InlineData("mae")]
    [InlineData("r2")]
    public void NumbersAreChosenByTheNamedMetric(string name) => ChosenBy(name, "amount", "class");

    private static void ChosenBy(string name, string target, string drop)
    {
        var result = TabularTrainer.Fit(
            Trained.Table(), Trained.Options(target, drop) with { Metric = name, Epochs = 40 }, cancellationToken: TestContext.Current.CancellationToken);
        var metric = TabularMetric.Named(name);
        Assert.All(result.Epochs, epoch => Assert.Equal(metric.Key, epoch.Metric));
        var losses = result.Epochs.Select(epoch => metric.AsLoss(epoch.ValidationMetric!.Value)).ToList();
        var best = name == "accuracy" ? losses.LastIndexOf(losses.Min()) : losses.IndexOf(losses.Min());
        Assert.Equal(best + 1, result.Training.BestEpoch);
        Assert.Equal(result.Validation!.Metrics[metric.Key], result.Epochs[best].ValidationMetric!.Value, 1e-4);
        Assert.Equal(name, result.Model.Training.Options["metric"]);
    }

    /// <summary>The AUC of a validation part with one class does not exist; the risk chooses, and training does not end with its first epoch.</summary>
    [Fact]
    public void AMetricThatTheRowsDoNotDefineLeavesTheChoiceToTheRisk()
    {
        var table = CsvText.Table("x,t\n" + string.Concat(Enumerable.Range(0, 120).Select(i => $"{i % 10},{(i == 7 ? "yes" : "no")}\n")));
        var options = Trained.Options("t") with { Epochs = 20, Test = 0 };
        var byRisk = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        var byArea = TabularTrainer.Fit(table, options with { Metric = "auc" }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(byArea.Epochs, epoch => Assert.Null(epoch.ValidationMetric));
        Assert.Equal(byRisk.Training.BestEpoch, byArea.Training.BestEpoch);
        Assert.True(byArea.Training.BestEpoch > 1);
    }
}
