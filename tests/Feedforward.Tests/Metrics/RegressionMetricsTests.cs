using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class RegressionMetricsTests
{
    private static readonly float[] Targets = [3, -.5f, 2, 7, 4.2f, -1.1f];
    private static readonly float[] Predictions = [2.5f, 0, 2.1f, 7.8f, 3.9f, -2];
    private static readonly float[] Weights = [1, 2, .5f, 3, 1, .25f];

    // Expected: scikit-learn 1.2.1 on the float values (mean_squared_error(squared=False), mean_absolute_error, r2_score).
    [Fact]
    public void Agrees_with_scikit_learn() =>
        AssertMetrics(
            0.584522607422174, 0.5166666309038798, 0.9550175520568616, RegressionMetrics.Of(Predictions, Targets));

    [Fact]
    public void Agrees_with_scikit_learn_with_weights() =>
        AssertMetrics(
            0.618791822161758,
            0.5774193848333051,
            0.9608624895437791,
            RegressionMetrics.Of(Predictions, Targets, Weights));

    [Fact]
    public void Predicting_the_mean_explains_nothing() =>
        Assert.Equal(0.0, RegressionMetrics.Of([2, 2, 2], [1, 2, 3]).DeterminationCoefficient);

    [Fact]
    public void Equal_targets_have_no_variance_to_explain() =>
        // The mean of three floats .1 rounds, so the variance computed from it would not be 0.
        Assert.Null(RegressionMetrics.Of([.1f, .2f, .3f], [.1f, .1f, .1f]).DeterminationCoefficient);

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Of([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Of([], []));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Of([1, 2], [1, 2], [1]));
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused_by_row()
    {
        Assert.Equal(2, Assert.Throws<DataException>(() => RegressionMetrics.Of([1, float.NaN], [1, 2])).Row);
        Assert.Equal(1, Assert.Throws<DataException>(() => RegressionMetrics.Of([1, 2], [float.NegativeInfinity, 2])).Row);
    }

    private static void AssertMetrics(double rmse, double mae, double r2, RegressionMetrics metrics)
    {
        Assert.Equal(6, metrics.Count);
        Assert.Equal(rmse, metrics.RootMeanSquaredError, 1e-12);
        Assert.Equal(mae, metrics.MeanAbsoluteError, 1e-12);
        Assert.Equal(r2, metrics.DeterminationCoefficient!.Value, 1e-12);
    }
}
