namespace Feedforward.Tabular.Tests.Pictures;

public sealed class AnswerMapTests
{
    private static AnswerMap Map(LearningTask task, string[] classes, float[,] probabilities, float[] values, ColumnRange range = default)
    {
        var matrix = new Matrix<float>(probabilities.GetLength(0), probabilities.GetLength(1));
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j < matrix.Columns; j++)
            {
                matrix[i, j] = probabilities[i, j];
            }
        }

        return AnswerMap.Of(new Predictions(new TargetColumn("y", task, classes, Numeric: false), matrix, values, [], []), range);
    }

    [Fact]
    public void Of_two_classes_it_shows_the_second()
    {
        var map = Map(LearningTask.Binary, ["no", "yes"], new[,] { { 1f, 0f }, { 0.8f, 0.2f }, { 0f, 1f }, { float.NaN, float.NaN } }, []);
        Assert.Equal([0, 51, 255, 0], map.Shares);
        Assert.Null(map.Classes);
    }

    [Fact]
    public void Of_more_it_shows_the_likeliest_and_how_likely_it_is()
    {
        var map = Map(LearningTask.Multiclass, ["a", "b", "c"], new[,] { { 0.2f, 0.4f, 0.4f }, { 0f, 0f, 1f }, { float.NaN, float.NaN, float.NaN } }, []);
        Assert.Equal([1, 2, 0], map.Classes);
        Assert.Equal([102, 255, 0], map.Shares);
    }

    [Fact]
    public void Numbers_have_their_place_in_the_range()
    {
        var map = Map(LearningTask.Regression, [], new float[0, 0], [-5, 10, 12, 20, 99, float.NaN], new ColumnRange(10, 20));
        Assert.Equal([0, 0, 51, 255, 255, 0], map.Shares);
        Assert.Null(map.Classes);
    }
}
