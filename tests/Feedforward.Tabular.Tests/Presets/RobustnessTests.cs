namespace Feedforward.Tabular.Tests.Presets;

/// <summary>
/// Every preset on tables that are hard to digest: it ends, everything it says is finite, and on rows that it has not seen it is no worse
/// than the simplest models by more than chance.
/// </summary>
/// <remarks>
/// The presets keep their own choices, but for narrower networks and four epochs where there are thousands of rows. The margins are about
/// three times the standard deviation over seeds that these tables showed (accuracy 0.01 to 0.03, RMSE 2 to 8 % of the baseline's).
/// </remarks>
public sealed class RobustnessTests
{
    private static readonly string[] s_presets = ["fast", "auto", "best"];

    private static readonly string[] s_any = ["30 rows", "200 columns, 50 rows", "empty, constant and doubled columns", "a category for each row", "numbers of 1e30"];

    public static TheoryData<string, string> Classes { get; } = new(
        from table in s_any.Concat(["1 row in 1,000", "classes of one and two rows"]) from preset in s_presets select (table, preset));

    public static TheoryData<string, string> Numbers { get; } = new(
        from table in s_any.Concat(["a target with outliers", "a target of 1e30"]) from preset in s_presets select (table, preset));

    [Theory]
    [MemberData(nameof(Classes))]
    public void ClassesAreNoWorseThanByTheSimplestModels(string table, string preset)
    {
        var (test, baselines) = Judge(HardTable.Named(table, isRegression: false), preset);

        // Where one class is nearly everything, half a row in a thousand is much; few rows leave more to chance.
        var margin = table switch
        {
            "1 row in 1,000" => 0.0005,
            "30 rows" or "200 columns, 50 rows" => 0.09,
            _ => 0.03,
        };
        Assert.InRange(test.Metrics["accuracy"], Best(baselines, "accuracy") - margin, 1);

        CheckProbabilities(test, baselines);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void NumbersAreNoWorseThanByTheSimplestModels(string table, string preset)
    {
        var hard = HardTable.Named(table, isRegression: true);
        var (test, baselines) = Judge(hard, preset);
        var margin = 0.05 * Deviation(hard.Learn().Numbers("y"));
        Assert.InRange(test.Metrics["rmse"], 0, baselines.Constant.Metrics["rmse"] + margin);

        // The targets of 30 rows follow a line, and nothing finds a line by 30 points as well as a line does.
        if (baselines.Linear?.Metrics["rmse"] is { } linear)
        {
            Assert.InRange(test.Metrics["rmse"], 0, linear + (table == "30 rows" ? 2 * margin : margin));
        }
    }

    /// <summary>The metric of a rare class is not defined where the rows that judge an epoch lack it; then the loss chooses.</summary>
    [Theory]
    [InlineData("fast", "auc")]
    [InlineData("auto", "auc")]
    [InlineData("best", "auc")]
    [InlineData("fast", "log-loss")]
    [InlineData("auto", "log-loss")]
    [InlineData("best", "log-loss")]
    public void AnyMetricChoosesWhereAClassIsRare(string preset, string metric)
    {
        var (test, baselines) = Judge(HardTable.Named("1 row in 1,000", isRegression: false), preset, options => options with { Metric = metric });
        CheckProbabilities(test, baselines);
    }

    /// <summary>Balanced weights make each row of a class of two count a thousand times; the probabilities are then no frequencies, but they are finite.</summary>
    [Theory]
    [InlineData("fast")]
    [InlineData("auto")]
    [InlineData("best")]
    public void BalancedWeightsOfARareClassLeaveEverythingFinite(string preset) =>
        Judge(HardTable.Named("1 row in 1,000", isRegression: false), preset, options => options with { ClassWeighting = ClassWeighting.Balanced });

    /// <summary>A model that is sure of what it does not know has more log loss than the classes' shares, by which nothing is known.</summary>
    private static void CheckProbabilities(Evaluation test, Baselines baselines) =>
        Assert.InRange(test.Metrics["logLoss"], 0, (baselines.Constant.Metrics["logLoss"] * 1.15) + 0.005);

    private static double Deviation(float[] numbers)
    {
        var mean = numbers.Average(number => (double)number);
        return Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)));
    }

    private static double Best(Baselines baselines, string metric) =>
        Math.Max(baselines.Constant.Metrics[metric], baselines.Linear?.Metrics[metric] ?? 0);

    /// <summary>Trains and asks: all that is said about the judging rows is finite, and each metric is there.</summary>
    private static (Evaluation Test, Baselines Baselines) Judge(HardTable hard, string preset, Func<TabularOptions, TabularOptions>? change = null)
    {
        var (learn, judge) = (hard.Learn(), hard.Judge());
        var options = new TabularOptions
        {
            Target = "y",
            Preset = preset,
            Types = hard.Types,
            TestTable = judge,
            Adjust = given => given with { Epochs = hard.Learned > 1_000 ? 4 : given.Epochs, Hidden = [32, 32] },
        };
        options = change?.Invoke(options) ?? options;
        var result = TabularTrainer.Fit(learn, options, cancellationToken: TestContext.Current.CancellationToken);
        var (model, predictions) = (result.Model, result.Model.Predict(judge));
        Assert.All(model.Network.Parameters.ToArray(), parameter => Assert.True(float.IsFinite(parameter)));
        if (model.Task == LearningTask.Regression)
        {
            Assert.All(predictions.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        }
        else
        {
            Assert.All(predictions.Probabilities.Span.ToArray(), probability => Assert.InRange(probability, 0, 1));
            Assert.All(Enumerable.Range(0, judge.Rows), row => Assert.Equal(1, predictions.Probabilities.Row(row).ToArray().Sum(), 1e-3));
        }

        return (result.Test!, Baselines.Of(learn, options, result, TestContext.Current.CancellationToken)!);
    }
}
