using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Judging;

public class BaselinesTests
{
    [Fact]
    public void TheConstantIsTheMeanOfTheTrainingPart()
    {
        var (table, options) = Line();
        var result = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        var baselines = Baselines.Of(table, options, result, TestContext.Current.CancellationToken)!;
        var y = table.Numbers("y");
        var mean = result.Split.Train.Average(row => (double)y[row]);
        var expected = Math.Sqrt(result.Split.Test.Average(row => (y[row] - mean) * (y[row] - mean)));
        Assert.Equal(expected, baselines.Constant.Metrics["rmse"], 1e-4);
        Assert.Equal(result.Test!.Rows, baselines.Constant.Rows);
        Assert.InRange(baselines.Constant.Metrics["r2"], -.1, 1e-6);
    }

    /// <summary>The descent ends where the closed form stands.</summary>
    [Fact]
    public void TheLinearModelIsTheLeastSquaresLine()
    {
        var (table, options) = Line();
        var result = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        var linear = Baselines.Of(table, options, result, TestContext.Current.CancellationToken)!.Linear!;
        var (x, y) = (table.Numbers("x").ToArray(), table.Numbers("y").ToArray());
        int[] train = [.. result.Split.Train];
        var fitted = LinearRegression.LeastSquares(new Feedforward.Training.Dataset(
            Matrix.Column<float>([.. train.Select(row => x[row])]), Matrix.Column<float>([.. train.Select(row => y[row])])));
        var expected = Math.Sqrt(result.Split.Test.Average(row => Math.Pow(fitted.Predict([x[row]]) - y[row], 2)));
        Assert.Equal(expected, linear.Metrics["rmse"], expected * .02);
    }

    [Fact]
    public void TheConstantPredictsTheMostFrequentClassWithTheSharesOfTheTrainingPart()
    {
        var table = CsvText.Table("x,t\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 17},{(i % 4 == 0 ? "yes" : "no")}\n")));
        var options = Trained.Options("t") with { Epochs = 3 };
        var result = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        var constant = Baselines.Of(table, options, result, TestContext.Current.CancellationToken)!.Constant;
        Assert.Equal((.75, .5), (constant.Metrics["accuracy"], constant.Metrics["auc"]));
        Assert.Equal(-(.75 * Math.Log(.75)) - (.25 * Math.Log(.25)), constant.Metrics["logLoss"], 1e-6);
    }

    [Fact]
    public void ALinearRuleIsFoundAmongSeveralClassesWithTextAndMissingCells()
    {
        var result = Trained.Classifier();
        var baselines = Baselines.Of(Trained.Table(), Trained.Options("class", "amount"), result, TestContext.Current.CancellationToken)!;
        Assert.InRange(baselines.Linear!.Metrics["accuracy"], .75, 1);
        Assert.True(baselines.Constant.Metrics["accuracy"] < .6);
    }

    [Fact]
    public void ATestTableJudgesThemToo()
    {
        var test = Trained.Table().Select([.. Enumerable.Range(0, 30)]);
        var options = Trained.Options("class", "amount") with { TestTable = test, Epochs = 2 };
        var result = TabularTrainer.Fit(Trained.Table(), options, cancellationToken: TestContext.Current.CancellationToken);
        var baselines = Baselines.Of(Trained.Table(), options, result, TestContext.Current.CancellationToken)!;
        Assert.Equal((30, 30), (baselines.Constant.Rows, baselines.Linear!.Rows));
    }

    [Fact]
    public void WithoutRowsToJudgeByThereAreNone()
    {
        var options = Trained.Options("class", "amount") with { Epochs = 2, Validation = 0, Test = 0 };
        var result = TabularTrainer.Fit(Trained.Table(), options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(Baselines.Of(Trained.Table(), options, result, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ExtremeNumbersDoNotFail()
    {
        var table = CsvText.Table("x,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{(i == 50 ? "1e30" : $"{i % 10}")},{i % 10 * 3}.5\n")));
        var options = Trained.Options("y") with { Epochs = 2 };
        var result = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotNull(Baselines.Of(table, options, result, TestContext.Current.CancellationToken)!.Constant);
    }

    /// <summary>y = 3x + noise.</summary>
    private static (Table Table, TabularOptions Options) Line()
    {
        var random = new RandomStream(4, RandomPurpose.Data);
        var rows = Enumerable.Range(0, 500).Select(i => (X: random.Uniform(2 * i, -2, 2), E: random.Normal((2 * i) + 1))).ToList();
        var table = new TableRows<(float X, float E)>(rows).Number("x", row => row.X).Number("y", row => (3 * row.X) + row.E + 10).ToTable();
        return (table, new TabularOptions { Target = "y", Hidden = [4], Epochs = 2, Seed = 2, Threads = 1 });
    }
}
