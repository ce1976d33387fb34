using Feedforward.Experiments;
using Feedforward.Training;

namespace Feedforward.Tests.Experiments;

public sealed class LogisticExperimentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_likelihood_rises_from_a_coin_toss_in_every_step()
    {
        foreach (var course in new[] { LogisticExperiment.OneDimensional(cancellation: Stop), LogisticExperiment.TwoDimensional(cancellation: Stop) })
        {
            Assert.Equal(201, course.Steps.Count);

            // With w = 0 every example has probability ½: log-likelihood 60·log ½.
            Assert.Equal(60 * Math.Log(0.5), course.Steps[0].LogLikelihood, 1e-4);
            for (var i = 1; i < course.Steps.Count; i++)
            {
                Assert.True(course.Steps[i].LogLikelihood >= course.Steps[i - 1].LogLikelihood - 1e-5);
            }

            Assert.True(course.Steps[^1].LogLikelihood > course.Steps[0].LogLikelihood + 10);
            Assert.True(course.Steps[^1].Accuracy > 0.7);
        }
    }

    [Fact]
    public void It_ends_near_the_maximum_of_the_likelihood()
    {
        var course = LogisticExperiment.TwoDimensional(cancellation: Stop);
        var exact = LogisticRegression.Fit(new Dataset(course.Inputs, Matrix.Column<float>(course.Labels)), cancellation: Stop);
        Assert.Equal(exact.Weights[0], course.Model.Weights[0], 0.05);
        Assert.Equal(exact.Weights[1], course.Model.Weights[1], 0.05);
        Assert.Equal(exact.Bias, course.Model.Bias, 0.05);
    }

    [Fact]
    public void The_boundary_is_where_the_probability_is_one_half()
    {
        var line = LogisticExperiment.OneDimensional(cancellation: Stop);
        Assert.Equal(0.5, line.Model.Probability([(float)line.Threshold!.Value]), 1e-5);
        Assert.Equal(101, line.Curve.Count);
        Assert.All(line.Curve.Zip(line.Curve.Skip(1)), pair => Assert.True(pair.First.Y < pair.Second.Y));
        Assert.Null(line.Boundary);

        var plane = LogisticExperiment.TwoDimensional(cancellation: Stop);
        var boundary = Assert.NotNull(plane.Boundary);
        Assert.Equal(0.5, plane.Model.Probability([(float)boundary.X1, (float)boundary.Y1]), 1e-5);
        Assert.Equal(
            plane.Model.Probability([(float)plane.Window.Right, (float)plane.Window.Top]), plane.Probabilities[40, 40], 1e-6);
        Assert.Null(plane.Threshold);
    }

    [Fact]
    public void Too_large_a_rate_is_said_to_diverge_and_cancelling_stops_it()
    {
        var far = new LogisticOptions { LearningRate = 1e38, Separation = 1e10 };
        Assert.Throws<DivergedException>(() => LogisticExperiment.OneDimensional(far, Stop));
        Assert.Throws<OperationCanceledException>(() => LogisticExperiment.TwoDimensional(cancellation: new CancellationToken(true)));
    }
}
