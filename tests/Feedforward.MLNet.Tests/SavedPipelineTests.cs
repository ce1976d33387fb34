using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet.Tests;

/// <summary>A saved pipeline can be loaded by a context that never heard of the library, and predicts the same.</summary>
public sealed class SavedPipelineTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(null)]
    [InlineData("auto")]
    public void The_predicted_class_is_a_key_with_its_names_after_loading(string? preset)
    {
        var view = Flower.View(_context);
        var model = Flower.Features(_context)
            .Append(_context.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Kind)))
            .Append(_context.MulticlassClassification.Trainers.FeedForward(Flower.Options("Label", preset)))
            .Fit(view);
        var (before, after) = (model.Transform(view), Reloaded(model, view).Transform(view));
        AssertClose(Flower.Column<float[]>(before, "Score"), Flower.Column<float[]>(after, "Score"));
        Assert.Equal(before.Schema["PredictedLabel"].Type, after.Schema["PredictedLabel"].Type);
        Assert.Equal(Flower.Column<uint>(before, "PredictedLabel"), Flower.Column<uint>(after, "PredictedLabel"));
        Assert.Equal(Names(before), Names(after));

        var texts = _context.Transforms.Conversion.MapKeyToValue("Text", "PredictedLabel");
        Assert.Equal(Texts(texts.Fit(before).Transform(before)), Texts(texts.Fit(after).Transform(after)));
        Assert.InRange(Flower.All.Zip(Texts(texts.Fit(after).Transform(after))).Count(pair => pair.First.Kind == pair.Second), 0.9 * Flower.Count, Flower.Count);
        Assert.Equal(
            _context.MulticlassClassification.Evaluate(before).MicroAccuracy, _context.MulticlassClassification.Evaluate(after).MicroAccuracy);

        var names = default(VBuffer<ReadOnlyMemory<char>>);
        after.Schema["Score"].GetSlotNames(ref names);
        Assert.Equal(Flower.All.Select(flower => flower.Kind).Distinct(), names.DenseValues().Select(name => name.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fast")]
    public void Two_classes_are_the_same_after_loading(string? preset)
    {
        var view = Flower.View(_context);
        var model = Flower.Features(_context).Append(_context.BinaryClassification.Trainers.FeedForward(Flower.Options(nameof(Flower.IsTall), preset))).Fit(view);
        var (before, after) = (model.Transform(view), Reloaded(model, view).Transform(view));
        AssertClose(Flower.Column<float>(before, "Probability"), Flower.Column<float>(after, "Probability"), 1e-5);

        // Beyond ±8 the smaller probability has few digits left in 1 − p.
        AssertClose(Odds(before), Odds(after), 1e-2);
        Assert.Equal(Flower.Column<bool>(before, "PredictedLabel"), Flower.Column<bool>(after, "PredictedLabel"));
        Assert.Equal(
            _context.BinaryClassification.Evaluate(before, nameof(Flower.IsTall)).Accuracy, _context.BinaryClassification.Evaluate(after, nameof(Flower.IsTall)).Accuracy);
    }

    [Fact]
    public void Numbers_are_the_same_after_loading()
    {
        var view = Flower.View(_context);
        var model = Flower.Features(_context).Append(_context.Regression.Trainers.FeedForward(Flower.Options(nameof(Flower.Height)))).Fit(view);
        var (before, after) = (model.Transform(view), Reloaded(model, view).Transform(view));
        AssertClose(Flower.Column<float>(before, "Score"), Flower.Column<float>(after, "Score"), 1e-3);
        Assert.InRange(_context.Regression.Evaluate(after, nameof(Flower.Height)).RSquared, 0.9, 1);
    }

    [Fact]
    public void Keys_of_numbers_and_of_one_that_no_row_has_survive()
    {
        var view = _context.Data.LoadFromEnumerable(Flower.All.Select(flower => new { flower.Length, Kind = flower.Length > 6 ? 2.5f : flower.Length > 3 ? -1f : 7f }));
        var keys = _context.Data.LoadFromEnumerable(new[] { new { Value = 7f }, new { Value = 100f }, new { Value = -1f }, new { Value = 2.5f } });
        var model = _context.Transforms.Conversion.MapValueToKey("Label", "Kind", keyData: keys)
            .Append(_context.Transforms.Concatenate("Features", "Length"))
            .Append(_context.MulticlassClassification.Trainers.FeedForward(Flower.Options("Label")))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Number", "PredictedLabel"))
            .Fit(view);
        var (before, after) = (model.Transform(view), Reloaded(model, view).Transform(view));
        Assert.Equal(Flower.Column<float>(before, "Number"), Flower.Column<float>(after, "Number"));
        Assert.Equal([-1f, 2.5f, 7f], Flower.Column<float>(after, "Number").Distinct().Order());
        AssertClose(Flower.Column<float[]>(before, "Score"), Flower.Column<float[]>(after, "Score"));
    }

    [Fact]
    public void Keys_without_names_survive()
    {
        var definition = SchemaDefinition.Create(typeof(Numbered));
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), 3);
        var view = _context.Data.LoadFromEnumerable(
            Flower.All.Select(flower => new Numbered { Features = [flower.Length, flower.Width], Label = flower.Length > 6 ? 2u : flower.Length > 3 ? 0u : 1u }), definition);
        var model = _context.MulticlassClassification.Trainers.FeedForward(Flower.Options("Label")).Fit(view);
        var (before, after) = (model.Transform(view), Reloaded(model, view).Transform(view));

        // What counts from 0 in a class of rows counts from 1 in a view.
        Assert.Equal([1u, 2u, 3u], Flower.Column<uint>(before, "PredictedLabel").Distinct().Order());
        Assert.Equal(Flower.Column<uint>(before, "PredictedLabel"), Flower.Column<uint>(after, "PredictedLabel"));
        Assert.InRange(_context.MulticlassClassification.Evaluate(before).MicroAccuracy, 0.9, 1);
        Assert.InRange(_context.MulticlassClassification.Evaluate(after).MicroAccuracy, 0.9, 1);
    }

    [Fact]
    public void A_single_row_is_predicted_before_and_after_loading()
    {
        var view = Flower.View(_context);
        var model = Flower.Features(_context)
            .Append(_context.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Kind)))
            .Append(_context.MulticlassClassification.Trainers.FeedForward(Flower.Options("Label")))
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(view);
        using var before = _context.Model.CreatePredictionEngine<Flower, Guess>(model);
        using var after = _context.Model.CreatePredictionEngine<Flower, Guess>(Reloaded(model, view));
        foreach (var flower in Flower.All.Take(20))
        {
            Assert.Equal(before.Predict(flower).PredictedLabel, after.Predict(flower).PredictedLabel);
        }

        Assert.Equal(Flower.All[5].Kind, before.Predict(Flower.All[5]).PredictedLabel);
    }

    private static float[] Odds(IDataView view) => [.. Flower.Column<float>(view, "Score").Select(score => Math.Clamp(score, -8, 8))];

    private static IEnumerable<string> Names(IDataView view) => view.Schema.Where(column => !column.IsHidden).Select(column => column.Name).Order();

    /// <summary>As another program would load it.</summary>
    private ITransformer Reloaded(ITransformer model, IDataView view)
    {
        using var file = new MemoryStream();
        _context.Model.Save(model, view.Schema, file);
        file.Position = 0;
        return new MLContext().Model.Load(file, out _);
    }

    private static string[] Texts(IDataView view) => Flower.Column<string>(view, "Text");

    private static void AssertClose(float[][] expected, float[][] actual) => AssertClose([.. expected.SelectMany(row => row)], [.. actual.SelectMany(row => row)], 1e-5);

    private static void AssertClose(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max(), 0, tolerance);
    }

    private sealed class Numbered
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }

    private sealed class Guess
    {
        public string PredictedLabel { get; set; } = "";
    }
}
