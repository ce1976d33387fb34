namespace Feedforward.Tabular.Tests.Judging;

public sealed class ConditionalExpectationTests
{
    private static readonly Table s_table = Table.From(Enumerable.Range(0, 200))
        .Number("size", i => i % 20).Text("colour", i => i % 2 == 0 ? "red" : "blue").Boolean("new", i => i % 3 == 0).Date("made", i => new DateTime(2020, 1, 1 + (i % 28)))
        .Number("price", i => (2 * (i % 20)) + (i % 2))
        .ToTable();

    private static readonly TabularModel s_model = TabularTrainer.Fit(
        s_table, new TabularOptions { Target = "price", Task = LearningTask.Regression, Preset = "plain", Epochs = 5 }).Model;

    [Fact]
    public void Each_point_is_the_prediction_of_the_row_with_the_other_value()
    {
        var curve = ConditionalExpectation.Of(s_model, s_table.Select([7]), "size", s_table, points: 20);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (float)i), ((NumberColumn)curve.Values).Values.ToArray());
        for (var i = 0; i < 20; i++)
        {
            var record = new Dictionary<string, object?> { ["size"] = i, ["colour"] = "blue", ["new"] = false, ["made"] = new DateTime(2020, 1, 8) };
            Assert.Equal(s_model.Predict(record).Value!.Value, curve.Predictions.Values[i], 1e-5f);
        }
    }

    [Fact]
    public void Categories_and_truth_values_are_taken_as_they_are()
    {
        string?[] Values(string column)
        {
            var values = ConditionalExpectation.Of(s_model, s_table.Select([0]), column).Values;
            return [.. Enumerable.Range(0, values.Count).Select(values.TextAt)];
        }

        Assert.Equal(["blue", "red"], Values("colour"));
        Assert.Equal(["false", "true"], Values("new"));
    }

    [Fact]
    public void A_column_that_cannot_vary_is_an_error()
    {
        Assert.Equal("shoe", Assert.Throws<DataException>(() => ConditionalExpectation.Of(s_model, s_table, "shoe")).Column);
        Assert.Contains("Date", Assert.Throws<DataException>(() => ConditionalExpectation.Of(s_model, s_table, "made")).Message, StringComparison.Ordinal);
    }

    /// <summary>The numbers 0 to 19, which the scaling of a model knows by mean and deviation, quartiles or ranks.</summary>
    [Fact]
    public void A_range_is_that_of_the_table_or_what_the_preprocessing_knows()
    {
        Assert.Equal(new ColumnRange(0, 19), ColumnRange.Of(s_model, "size", s_table));
        Assert.Null(ColumnRange.Of(s_model, "colour", s_table));
        var known = ColumnRange.Of(s_model, "size")!.Value;
        var encoder = Assert.IsType<NumberEncoder>(s_model.Preprocessing.Encoders[0]);
        Assert.Equal(encoder.Mean - (3 * encoder.Deviation), known.Minimum, 1e-4f);
        Assert.Equal(encoder.Mean + (3 * encoder.Deviation), known.Maximum, 1e-4f);
        var one = ColumnRange.Of(s_model, "size", Table.Of(new NumberColumn("size", [5, 5])))!.Value;
        Assert.True(one.Minimum < 5 && one.Maximum > 5);
    }
}
