using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class PredictedClassTests
{
    [Fact]
    public void One_column_is_the_probability_of_class_one_and_one_half_is_class_zero() =>
        Assert.Equal([0, 0, 1], PredictedClass.Of(Matrix.Column<float>([.2f, .5f, .50001f])));

    [Fact]
    public void The_largest_wins_and_the_first_among_equals() =>
        Assert.Equal(
            [1, 0, 2],
            PredictedClass.Of(Matrix.From(new[,] { { .2f, .5f, .3f }, { .4f, .2f, .4f }, { .1f, .1f, .8f } })));
}
