using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Graphs;

/// <summary>The ends of intervals as outputs, and columns that have their names.</summary>
public sealed class IntervalTests
{
    [Fact]
    public void AModelWithIntervalsGivesTheirEnds()
    {
        var (model, table) = Trained(0.8);
        Assert.NotNull(model.Conformal);
        using var run = new OnnxRun(SampleModels.File(model));
        Assert.Equal(["input.lower", "upper bound"], run.InputNames.Order(StringComparer.Ordinal));
        run.With("input.lower", ((NumberColumn)table["lower"]).Values.ToArray()).With("upper bound", ((NumberColumn)table["upper bound"]).Values.ToArray());
        var predictions = model.Predict(table);
        var (lower, upper) = (run.Floats("lower"), run.Floats("upper"));
        for (var row = 0; row < table.Rows; row++)
        {
            Assert.Equal(predictions.IntervalAt(row).Lower, lower[row], 1e-4f);
            Assert.Equal(predictions.IntervalAt(row).Upper, upper[row], 1e-4f);
            Assert.Equal(2 * model.Conformal.Threshold, upper[row] - lower[row], 1e-4f);
        }
    }

    /// <summary>A model without them is written as it always was.</summary>
    [Fact]
    public void AModelWithoutIntervalsHasNoSuchOutputs()
    {
        using var run = new OnnxRun(SampleModels.File(Trained(null).Model));
        Assert.Equal(["lower", "upper bound"], run.InputNames.Order(StringComparer.Ordinal));
        Assert.Equal(["prediction"], run.OutputNames);
    }

    private static (TabularModel Model, Table Table) Trained(double? level)
    {
        float[] numbers = [.. Enumerable.Range(0, 100).Select(row => (float)(row * 7 % 100))];
        var table = Table.Of(
        [
            new NumberColumn("lower", numbers),
            new NumberColumn("upper bound", [.. numbers.Select(number => number * number)]),
            new NumberColumn("y", [.. numbers.Select(number => 3 * number)]),
        ]);
        var options = new TabularOptions { Target = "y", Hidden = [4], Epochs = 2, Test = 0, Validation = 0.3, Threads = 1, IntervalLevel = level };
        return (TabularTrainer.Fit(table, options, null, TestContext.Current.CancellationToken).Model, table);
    }
}
