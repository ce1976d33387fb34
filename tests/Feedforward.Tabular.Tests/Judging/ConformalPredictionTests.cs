using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Judging;

public class ConformalPredictionTests
{
    /// <summary>Of nine residuals 1 to 9 the ⌈10 · level⌉-th.</summary>
    [Theory]
    [InlineData(.9, 9)]
    [InlineData(.5, 5)]
    [InlineData(.85, 9)]
    [InlineData(.1, 1)]
    public void IntervalsHaveTheWidthCountedByHand(double level, float expected)
    {
        float[] targets = [3, -1, 2, -4, 5, 9, -7, 8, 6];
        Assert.Equal(expected, ConformalPrediction.OfNumbers(new float[9], targets, level)!.Threshold);
    }

    [Fact]
    public void TooFewRowsGiveNone()
    {
        Assert.Null(ConformalPrediction.OfNumbers(new float[8], new float[8], .9));
        Assert.Null(ConformalPrediction.OfClasses(new Matrix<float>(8, 2), new int[8], .9));
        Assert.Equal((9, 19, 4, 1), (ConformalPrediction.RowsFor(.9), ConformalPrediction.RowsFor(.95), ConformalPrediction.RowsFor(.8), ConformalPrediction.RowsFor(.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalPrediction.OfNumbers(new float[9], new float[9], 1));
    }

    /// <summary>The probabilities of the truth are .1 to .9; nine of ten are to be held by sets, so the smallest decides.</summary>
    [Fact]
    public void SetsHaveTheThresholdCountedByHand()
    {
        var probabilities = new Matrix<float>(9, 2);
        for (var row = 0; row < 9; row++)
        {
            (probabilities[row, 0], probabilities[row, 1]) = (.1f * (row + 1), 1 - (.1f * (row + 1)));
        }

        Assert.Equal(.1f, ConformalPrediction.OfClasses(probabilities, new int[9], .9)!.Threshold);
        Assert.Equal(.5f, ConformalPrediction.OfClasses(probabilities, new int[9], .5)!.Threshold);
    }

    /// <summary>Over many draws of 99 rows and one new row the share held is the level, whatever the distribution of the errors.</summary>
    [Fact]
    public void NewRowsAreHeldWithTheProbabilityThatIsSaid()
    {
        const int Trials = 4000, Rows = 99;
        var random = new RandomStream(3, RandomPurpose.Experiment);
        var (held, index) = (0, 0L);
        for (var trial = 0; trial < Trials; trial++)
        {
            var errors = new float[Rows + 1];
            for (var i = 0; i < errors.Length; i++)
            {
                var z = random.Normal(index++);
                errors[i] = z * z * z;
            }

            var conformal = ConformalPrediction.OfNumbers(new float[Rows], errors.AsSpan(0, Rows), .9)!;
            held += MathF.Abs(errors[Rows]) <= conformal.Threshold ? 1 : 0;
        }

        // Exactly 90/100 in expectation; four standard deviations are .019.
        Assert.Equal(.9, (double)held / Trials, .019);
    }

    [Fact]
    public void ATrainedRegressionHoldsNineInTen()
    {
        var random = new RandomStream(8, RandomPurpose.Data);
        var rows = Enumerable.Range(0, 4000).Select(i => (X: random.Uniform(2 * i, -2, 2), E: random.Normal((2 * i) + 1))).ToList();
        var table = new TableRows<(float X, float E)>(rows).Number("x", row => row.X).Number("y", row => (3 * row.X) + row.E).ToTable();
        var result = TabularTrainer.Fit(
            table, new TabularOptions { Target = "y", Hidden = [], Epochs = 20, LearningRate = .02, Seed = 2, Threads = 1 }, cancellationToken: TestContext.Current.CancellationToken);

        // 90 % of a standard normal lie within 1.645.
        Assert.Equal(1.645, result.Model.Conformal!.Threshold, .15);
        Assert.Equal(result.Split.Validation.Count, result.Model.Conformal.Rows);
        var coverage = result.Test!.Coverage!;
        Assert.Equal(.9, coverage.Share, .04);
        Assert.Equal(2 * result.Model.Conformal.Threshold, coverage.MeanSize, 1e-4);
        var predictions = result.Model.Predict(table);
        var (lower, upper) = predictions.IntervalAt(0);
        Assert.Equal(predictions.Values[0], (lower + upper) / 2, 1e-4);
        Assert.Throws<InvalidOperationException>(() => predictions.SetAt(0));
    }

    [Fact]
    public void ATrainedClassificationHoldsNineInTen()
    {
        var random = new RandomStream(9, RandomPurpose.Data);
        var rows = Enumerable.Range(0, 4000).Select(i => (X: random.Uniform(2 * i, -3, 3), U: random.Uniform((2 * i) + 1))).ToList();
        var table = new TableRows<(float X, float U)>(rows)
            .Number("x", row => row.X)
            .Text("t", row => row.U < 1 / (1 + Math.Exp(-row.X)) ? "yes" : "no")
            .ToTable();
        var options = new TabularOptions { Target = "t", Hidden = [], Epochs = 20, LearningRate = .02, Seed = 2, Threads = 1 };
        var result = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(result.Test!.Coverage!.MeanSize, 1, 2);
        var shares = Enumerable.Range(0, 10).Select(seed => TabularTrainer.Fit(
            table, options with { Seed = (ulong)seed }, cancellationToken: TestContext.Current.CancellationToken).Test!.Coverage!.Share);

        // One split's share deviates by .016 or so from what is said, from the draw of the rows alone.
        Assert.Equal(.9, shares.Average(), .02);
        var predictions = result.Model.Predict(table);
        Assert.All(Enumerable.Range(0, 100), row => Assert.Contains(predictions.ClassAt(row), predictions.SetAt(row)));

        var none = TabularTrainer.Fit(table, options with { IntervalLevel = null, Epochs = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(none.Model.Conformal);
        Assert.Null(none.Test!.Coverage);
        Assert.Throws<InvalidOperationException>(() => none.Model.Predict(table).SetAt(0));
    }
}
