using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tests;

/// <summary>
/// Logistic regression against the coefficients of scikit-learn 1.2.1's LogisticRegression (newton-cg, tol = 1e-12), which
/// Newton's method written out in NumPy confirms to eight digits.
/// </summary>
public sealed class LogisticRegressionTests
{
    private static readonly Matrix<float> s_x = Matrix.From(new[,]
    {
        { 0.5f, 1.2f }, { 1.5f, -0.3f }, { 2.1f, 0.8f }, { -0.7f, 0.4f }, { -1.1f, -1.5f }, { 0.2f, -0.9f },
        { 1.8f, 1.9f }, { -0.4f, 1.1f }, { 0.9f, 0.1f }, { -1.6f, 0.7f }, { 2.6f, -1.2f }, { 0.1f, 0.3f },
    });

    private static readonly Matrix<float> s_y = Matrix.Column<float>([1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>C in scikit-learn is λ = 1/(C·n) here; C = ∞ means no penalty.</summary>
    [Theory]
    [InlineData(double.PositiveInfinity, 0.4671852, 1.56487979, -0.5803131)]
    [InlineData(1, 0.26350076, 0.8862234, -0.32621656)]
    [InlineData(0.1, 0.08931641, 0.23984136, -0.09601155)]
    public void The_coefficients_equal_those_of_scikit_learn(double c, double w1, double w2, double b)
    {
        var model = LogisticRegression.Fit(
            new Dataset(s_x, s_y), 1 / (c * s_x.Rows), cancellation: Stop);
        Assert.Equal(w1, model.Weights[0], 1e-5);
        Assert.Equal(w2, model.Weights[1], 1e-5);
        Assert.Equal(b, model.Bias, 1e-5);
    }

    [Fact]
    public void With_sample_weights_they_do_too()
    {
        var model = LogisticRegression.Fit(
            new Dataset(s_x, s_y, [1, 2, 1, 1, 3, 1, 1, 2, 1, 1, 2, 1]), cancellation: Stop);
        Assert.Equal(0.34832689, model.Weights[0], 1e-5);
        Assert.Equal(2.04195099, model.Weights[1], 1e-5);
        Assert.Equal(-0.78351171, model.Bias, 1e-5);
    }

    [Fact]
    public void The_probability_is_the_sigmoid_of_the_logit()
    {
        // sigm(1·2 − 1·1 + 0.5) = 1/(1 + e^(−1.5))
        var model = new LogisticRegression([1, -1], 0.5f);
        Assert.Equal(0.8175744761936437, model.Probability([2, 1]), 6);
        Assert.Equal(1.5f, model.ToNetwork().Forward(Matrix.Row<float>([2, 1]))[0, 0]);
    }

    [Fact]
    public void Other_losses_and_targets_are_refused()
    {
        Assert.Throws<ArgumentException>(
            () => LogisticRegression.Fit(new Dataset(s_x, s_y), 0, new TrainingOptions { Loss = Loss.SquaredError }, Stop));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(new Dataset(s_x, s_y), -1, cancellation: Stop));
        Assert.Throws<DataException>(() => LogisticRegression.Fit(new Dataset(s_x, s_x), cancellation: Stop));
        var e = Assert.Throws<DataException>(() => LogisticRegression.Fit(new Dataset(new float[,] { { 1 }, { 2 } }, 0, 2), cancellation: Stop));
        Assert.Equal(2, e.Row);
    }
}
