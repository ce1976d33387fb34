using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tests;

/// <summary>Linear regression by gradient descent and in closed form, against scikit-learn 1.2.1's LinearRegression.</summary>
public sealed class LinearRegressionTests
{
    private static readonly Matrix<float> s_x = Matrix.From(new[,]
    {
        { 1, 2.0f, 0.5f }, { 2, 1.0f, -1.0f }, { 3, 4.0f, 0.0f }, { 4, 3.0f, 2.0f }, { 5, 6.0f, 1.0f }, { 6, 5.0f, -2.0f }, { 7, 8.5f, 0.25f },
    });

    private static readonly Matrix<float> s_y = Matrix.Column<float>([2.1f, 3.9f, 6.2f, 7.8f, 10.1f, 12.3f, 13.7f]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_closed_form_equals_scikit_learn()
    {
        var line = LinearRegression.LeastSquares(new Dataset(s_x, s_y));
        Same([1.94712109f, 0.02770448f, -0.09333013f], 0.11904646f, line, 1e-6f);
    }

    [Fact]
    public void The_closed_form_with_sample_weights_equals_scikit_learn()
    {
        var line = LinearRegression.LeastSquares(new Dataset(s_x, s_y, [1, 2, 1, 1, 0.5f, 1, 3]));
        Same([1.95467859f, 0.00654942f, -0.08394561f], 0.09667395f, line, 1e-6f);
    }

    [Fact]
    public void Gradient_descent_finds_the_closed_form()
    {
        var data = new Dataset(
            Matrix.From(new[,] { { -1, 0.5f }, { 0.3f, -0.8f }, { 0.9f, 0.4f }, { -0.2f, 1.1f }, { 0.6f, -1.2f } }),
            Matrix.Column<float>([0.4f, -1.9f, 2.3f, 1.6f, -1.2f]),
            [1, 2, 1, 3, 1]);
        var exact = LinearRegression.LeastSquares(data);
        var descended = LinearRegression.Fit(data, cancellation: Stop);
        Same(exact.Weights, exact.Bias, descended, 1e-5f);
    }

    [Fact]
    public void The_network_computes_the_same_line()
    {
        var line = new LinearRegression([2, -3], 0.5f);
        Assert.Equal(2 - 6 + 0.5f, line.Predict([1, 2]));
        Assert.Equal(line.Predict([1, 2]), line.ToNetwork().Forward(Matrix.Row<float>([1, 2]))[0, 0]);
    }

    [Fact]
    public void A_constant_input_is_named()
    {
        var data = new Dataset(new float[,] { { 1, 7 }, { 2, 7 }, { 3, 7 } }, 1, 2, 4);
        var e = Assert.Throws<DataException>(() => LinearRegression.LeastSquares(data));
        Assert.Equal("2", e.Column);
        Assert.Contains("Input 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_losses_and_several_targets_are_refused()
    {
        var data = new Dataset(s_x, s_y);
        Assert.Throws<ArgumentException>(() => LinearRegression.Fit(data, new TrainingOptions { Loss = Loss.AbsoluteError }, Stop));
        Assert.Throws<DataException>(() => LinearRegression.Fit(new Dataset(s_x, s_x), cancellation: Stop));
        Assert.Throws<DataException>(() => LinearRegression.LeastSquares(new Dataset(s_x, s_x)));
    }

    [Fact]
    public void A_learning_rate_that_is_too_large_is_said_to_diverge()
    {
        var options = new TrainingOptions
        {
            Loss = Loss.SquaredError,
            Optimizer = Feedforward.Optimizers.Optimizer.GradientDescent(),
            LearningRate = 1,
            BatchSize = 7,
            Epochs = 1000,
        };
        var e = Assert.Throws<DivergedException>(() => LinearRegression.Fit(new Dataset(s_x, s_y), options, Stop));
        Assert.True(e.Step > 1);
    }

    private static void Same(float[] weights, float bias, LinearRegression actual, float tolerance)
    {
        Assert.Equal(weights.Length, actual.Weights.Length);
        for (var k = 0; k < weights.Length; k++)
        {
            Assert.Equal(weights[k], actual.Weights[k], tolerance);
        }

        Assert.Equal(bias, actual.Bias, tolerance);
    }
}
