namespace Feedforward.Tabular.Tests.Modeling;

/// <summary>A span of numbers predicts, bit by bit, what the same row of a table predicts, and takes no memory.</summary>
public sealed class NumericRowTests
{
    private const int Rows = 90;

    public static TheoryData<string?, string> Models { get; } = new()
    {
        { null, "number" },
        { null, "two" },
        { null, "three" },
        { "fast", "number" },
        { "fast", "two" },
        { "fast", "three" },
        { "auto", "number" },
        { "auto", "three" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_span_gives_what_a_table_gives_and_takes_no_memory(string? preset, string target)
    {
        var table = Numbers();
        var model = Train(table, preset, target);
        var expected = model.Predict(table);
        var prediction = new float[model.PredictionLength];
        for (var row = 0; row < Rows; row++)
        {
            model.Predict(Row(table, row), prediction);
            Assert.Equal(
                target == "number" ? [expected.Values[row]] : expected.Probabilities.Row(row).ToArray(), prediction);
        }

        var numbers = Row(table, 0);
        var fewest = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            // The fewest bytes of five rounds: a collection that another thread begins counts the rest of a block as allocated.
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                model.Predict(numbers, prediction);
            }

            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, fewest);
    }

    [Fact]
    public void A_vector_is_so_many_numbers()
    {
        var pixels = new Matrix<float>(60, 4);
        for (var i = 0; i < pixels.Span.Length; i++)
        {
            pixels.Span[i] = i * 37 % 11;
        }

        var table = Table.Of(
            new VectorColumn("pixels", pixels),
            new NumberColumn("weight", [.. Enumerable.Range(0, 60).Select(i => i % 7 * 0.5f)]),
            new NumberColumn("y", [.. Enumerable.Range(0, 60).Select(i => pixels[i, 0] + (i % 7))]));
        var model = TabularTrainer.Fit(table, Trained.Options("y") with { Task = LearningTask.Regression }, cancellationToken: TestContext.Current.CancellationToken).Model;
        var prediction = new float[1];
        model.Predict([.. pixels.Row(3), 1.5f], prediction);
        Assert.Equal(model.Predict(table).Values[3], prediction[0]);
        Assert.Equal("pixels", Assert.Throws<DataException>(() => model.Predict([1, 2, float.NaN, 4, 1], prediction)).Column);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var model = Train(Numbers(), null, "two");
        Assert.Contains("2 numbers and its prediction 2; spans of 1 and 2 were given", Assert.Throws<ArgumentException>(() => model.Predict([1], new float[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Predict([1, 2], new float[1]));
        var infinite = Assert.Throws<DataException>(() => model.Predict([1, float.PositiveInfinity], new float[2]));
        Assert.Equal("b", infinite.Column);
        var texts = Trained.Classifier().Model;
        Assert.Contains("'city' is a Category", Assert.Throws<InvalidOperationException>(() => texts.Predict([1, 2, 3, 4], new float[3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_may_predict_at_once()
    {
        var table = Numbers();
        var model = Train(table, "fast", "number");
        var expected = model.Predict(table).Values.ToArray();
        var results = new float[8 * Rows];
        Parallel.For(0, results.Length, i => model.Predict(Row(table, i % Rows), results.AsSpan(i, 1)));
        Assert.Equal(Enumerable.Repeat(expected, 8).SelectMany(values => values), results);
    }

    /// <summary>Two columns of numbers, one with missing cells, and three targets.</summary>
    private static Table Numbers()
    {
        var a = new float[Rows];
        var b = new float[Rows];
        for (var i = 0; i < Rows; i++)
        {
            (a[i], b[i]) = (i % 13 == 0 ? float.NaN : i * 31 % 17, (i * 7 % 23) - 11.5f);
        }

        float Of(int i) => (float.IsNaN(a[i]) ? 8 : a[i]) + b[i];
        return Table.Of(
            new NumberColumn("a", a),
            new NumberColumn("b", b),
            new NumberColumn("number", [.. Enumerable.Range(0, Rows).Select(Of)]),
            TextColumn.From("two", Enumerable.Range(0, Rows).Select(i => Of(i) > 7 ? "yes" : "no")),
            TextColumn.From("three", Enumerable.Range(0, Rows).Select(i => Of(i) > 14 ? "high" : Of(i) > 0 ? "middle" : "low")));
    }

    private static float[] Row(Table table, int row) => [((NumberColumn)table["a"]).Values[row], ((NumberColumn)table["b"]).Values[row]];

    private static TabularModel Train(Table table, string? preset, string target)
    {
        string[] targets = ["number", "two", "three"];
        var options = Trained.Options(target, [.. targets.Where(name => name != target)]) with
        {
            Preset = preset,
            Adjust = plan => plan with { Epochs = 3 },
            Epochs = 5,
            Calibrate = true,
        };
        return TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken).Model;
    }
}
