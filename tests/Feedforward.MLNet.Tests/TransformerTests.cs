using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet.Tests;

/// <summary>What is trained through ML.NET is what the library trains, bit by bit, in the columns that ML.NET's evaluators read.</summary>
public sealed class TransformerTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(null)]
    [InlineData("fast")]
    public void Scores_of_several_classes_are_the_librarys_own(string? preset)
    {
        var rows = Flower.Features(_context).Append(_context.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Kind)))
            .Fit(Flower.View(_context)).Transform(Flower.View(_context));
        var transformer = _context.MulticlassClassification.Trainers.FeedForward(Flower.Options("Label", preset)).Fit(rows);
        var scored = transformer.Transform(rows);

        // In the order in which the kinds first occur, which is that of their keys.
        var kinds = Flower.All.Select(flower => flower.Kind).Distinct().ToList();
        var expected = Train(LearningTask.Multiclass, flower => kinds.IndexOf(flower.Kind), preset);
        Assert.Equal(expected.Model.Network.Parameters.ToArray(), transformer.Model.Network.Parameters.ToArray());
        var predictions = expected.Model.Predict(Table(_ => 0));
        var scores = Flower.Column<float[]>(scored, "Score");
        var labels = Flower.Column<uint>(scored, "PredictedLabel");
        for (var row = 0; row < Flower.Count; row++)
        {
            Assert.Equal(predictions.Probabilities.Row(row).ToArray(), scores[row]);
            Assert.Equal(predictions.ClassAt(row) + 1, (int)labels[row]);
        }

        var names = default(VBuffer<ReadOnlyMemory<char>>);
        scored.Schema["PredictedLabel"].GetKeyValues(ref names);
        Assert.Equal(kinds, names.DenseValues().Select(name => name.ToString()));
        scored.Schema["Score"].GetSlotNames(ref names);
        Assert.Equal(kinds, names.DenseValues().Select(name => name.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("auto")]
    public void Probabilities_of_two_classes_are_the_librarys_own_and_calibrated(string? preset)
    {
        var rows = Flower.Features(_context).Fit(Flower.View(_context)).Transform(Flower.View(_context));
        var transformer = _context.BinaryClassification.Trainers.FeedForward(Flower.Options(nameof(Flower.IsTall), preset)).Fit(rows);
        var scored = transformer.Transform(rows);
        var expected = Train(LearningTask.Binary, flower => flower.IsTall ? 1 : 0, preset);
        var predictions = expected.Model.Predict(Table(_ => 0));
        Assert.NotNull(transformer.Model.Calibration);
        var probabilities = Flower.Column<float>(scored, "Probability");
        var scores = Flower.Column<float>(scored, "Score");
        var labels = Flower.Column<bool>(scored, "PredictedLabel");
        for (var row = 0; row < Flower.Count; row++)
        {
            Assert.Equal(predictions.Probabilities[row, 1], probabilities[row]);
            Assert.Equal(predictions.ClassAt(row) == 1, labels[row]);
            Assert.Equal(labels[row], scores[row] > 0);
            Assert.Equal(probabilities[row], 1 / (1 + Math.Exp(-scores[row])), 1e-6);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fast")]
    public void Numbers_are_the_librarys_own(string? preset)
    {
        var rows = Flower.Features(_context).Fit(Flower.View(_context)).Transform(Flower.View(_context));
        var transformer = _context.Regression.Trainers.FeedForward(Flower.Options(nameof(Flower.Height), preset)).Fit(rows);
        var expected = Train(LearningTask.Regression, flower => flower.Height, preset);
        Assert.Equal(expected.Model.Predict(Table(_ => 0)).Values.ToArray(), Flower.Column<float>(transformer.Transform(rows), "Score"));
    }

    [Fact]
    public void The_evaluators_take_the_columns_and_find_that_something_was_learned()
    {
        var classes = Pipeline().Fit(Flower.View(_context)).Transform(Flower.View(_context));
        var multiclass = _context.MulticlassClassification.Evaluate(classes);
        Assert.InRange(multiclass.MicroAccuracy, 0.9, 1);
        Assert.InRange(multiclass.LogLoss, 0, 0.4);
        Assert.Equal(3, multiclass.ConfusionMatrix.NumberOfClasses);

        var rows = Flower.Features(_context).Fit(Flower.View(_context)).Transform(Flower.View(_context));
        var tall = _context.BinaryClassification.Trainers.FeedForward(Flower.Options(nameof(Flower.IsTall))).Fit(rows).Transform(rows);
        var binary = _context.BinaryClassification.Evaluate(tall, nameof(Flower.IsTall));
        Assert.InRange(binary.Accuracy, 0.9, 1);
        Assert.InRange(binary.AreaUnderRocCurve, 0.97, 1);
        Assert.InRange(binary.LogLoss, 0, 0.5);

        var height = _context.Regression.Trainers.FeedForward(Flower.Options(nameof(Flower.Height))).Fit(rows).Transform(rows);
        var regression = _context.Regression.Evaluate(height, nameof(Flower.Height));
        Assert.InRange(regression.RSquared, 0.9, 1);

        // Worked out from the rows themselves.
        var errors = Flower.All.Zip(Flower.Column<float>(height, "Score"), (flower, score) => Math.Pow(flower.Height - score, 2));
        Assert.Equal(errors.Average(), regression.MeanSquaredError, 1e-3);
    }

    [Fact]
    public void Cross_validation_works_for_all_three_tasks()
    {
        var view = Flower.View(_context);
        var multiclass = _context.MulticlassClassification.CrossValidate(view, Pipeline(), numberOfFolds: 3);
        Assert.Equal(3, multiclass.Count);
        Assert.All(multiclass, fold => Assert.InRange(fold.Metrics.MicroAccuracy, 0.6, 1));
        var features = Flower.Features(_context);
        var binary = _context.BinaryClassification.CrossValidate(
            view, features.Append(_context.BinaryClassification.Trainers.FeedForward(Flower.Options(nameof(Flower.IsTall)))), 3, nameof(Flower.IsTall));
        Assert.All(binary, fold => Assert.InRange(fold.Metrics.AreaUnderRocCurve, 0.8, 1));
        var regression = _context.Regression.CrossValidate(
            view, features.Append(_context.Regression.Trainers.FeedForward(Flower.Options(nameof(Flower.Height)))), 3, nameof(Flower.Height));
        Assert.All(regression, fold => Assert.InRange(fold.Metrics.RSquared, 0.6, 1));
    }

    [Fact]
    public void A_key_that_no_row_has_gets_no_probability()
    {
        var keys = _context.Data.LoadFromEnumerable(new[] { new { Value = "orchid" }, new { Value = "rose" }, new { Value = "tulip" }, new { Value = "aster" }, new { Value = "lily" } });
        var rows = Flower.Features(_context).Append(_context.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Kind), keyData: keys))
            .Fit(Flower.View(_context)).Transform(Flower.View(_context));
        var scored = _context.MulticlassClassification.Trainers.FeedForward(Flower.Options("Label")).Fit(rows).Transform(rows);
        foreach (var (score, label) in Flower.Column<float[]>(scored, "Score").Zip(Flower.Column<uint>(scored, "PredictedLabel")))
        {
            Assert.Equal([0, 0], [score[0], score[2]]);
            Assert.Equal(1, score.Sum(), 1e-5);
            Assert.Equal(score.Max(), score[label - 1]);
        }

        Assert.InRange(_context.MulticlassClassification.Evaluate(scored).MicroAccuracy, 0.9, 1);
    }

    [Fact]
    public void Slot_names_become_columns_and_a_column_without_a_number_is_left_out()
    {
        var view = _context.Data.LoadFromEnumerable(Flower.All.Select(flower => new { flower.Length, Nothing = float.NaN, flower.Width, Label = flower.Height }));
        var rows = _context.Transforms.Concatenate("Features", "Length", "Nothing", "Width").Fit(view).Transform(view);
        var transformer = _context.Regression.Trainers.FeedForward(Flower.Options("Label")).Fit(rows);
        Assert.Equal(["Length", "Width"], transformer.Model.Schema.Features.Select(feature => feature.Name));
        Assert.InRange(_context.Regression.Evaluate(transformer.Transform(rows)).RSquared, 0.6, 1);
    }

    [Fact]
    public void A_sparse_row_is_the_same_as_a_full_one()
    {
        var definition = SchemaDefinition.Create(typeof(Sparse));
        definition[nameof(Sparse.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 9);
        IDataView View(Func<Flower, VBuffer<float>> features) =>
            _context.Data.LoadFromEnumerable(Flower.All.Select(flower => new Sparse { Features = features(flower), Label = flower.Length }), definition);
        var full = View(flower => new VBuffer<float>(9, [0, 0, 0, 0, 0, flower.Length, 0, 0, 1]));
        var sparse = View(flower => new VBuffer<float>(9, 2, [flower.Length, 1], [5, 8]));
        var trainer = _context.Regression.Trainers.FeedForward(Flower.Options("Label"));
        Assert.Equal(Flower.Column<float>(trainer.Fit(full).Transform(full), "Score"), Flower.Column<float>(trainer.Fit(sparse).Transform(sparse), "Score"));
    }

    [Fact]
    public void An_infinite_number_is_named()
    {
        var view = _context.Data.LoadFromEnumerable(Flower.All.Select((flower, i) => new { Width = i == 6 ? float.PositiveInfinity : flower.Width, Label = flower.Height }));
        var rows = _context.Transforms.Concatenate("Features", "Width").Fit(view).Transform(view);
        var fault = Assert.Throws<DataException>(() => _context.Regression.Trainers.FeedForward().Fit(rows));
        Assert.Equal((7L, "Width"), (fault.Row, fault.Column));
    }

    private sealed class Sparse
    {
        public VBuffer<float> Features { get; set; }

        public float Label { get; set; }
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        var rows = Flower.Features(_context).Fit(Flower.View(_context)).Transform(Flower.View(_context));
        var multiclass = _context.MulticlassClassification.Trainers;
        Assert.Contains("'Kind' is String; a key", Assert.Throws<ArgumentException>(() => multiclass.FeedForward("Kind").Fit(rows)).Message, StringComparison.Ordinal);
        Assert.Contains("a Boolean was expected", Assert.Throws<ArgumentException>(() => _context.BinaryClassification.Trainers.FeedForward("Height").Fit(rows)).Message, StringComparison.Ordinal);
        Assert.Contains("a Single was expected", Assert.Throws<ArgumentException>(() => _context.Regression.Trainers.FeedForward("IsTall").Fit(rows)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no column 'Label'. The columns are Length", Assert.Throws<ArgumentException>(() => _context.Regression.Trainers.FeedForward().Fit(rows)).Message, StringComparison.Ordinal);
        Assert.Contains("a vector of Single", Assert.Throws<ArgumentException>(() => _context.Regression.Trainers.FeedForward("Height", "Width").Fit(rows)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => multiclass.FeedForward(Flower.Options("Label") with { Drop = ["x"] }));
        Assert.Throws<ArgumentException>(() => multiclass.FeedForward(Flower.Options("Label") with { Task = LearningTask.Binary }));

        // In a pipeline before anything is trained, too.
        var view = Flower.View(_context);
        var pipeline = Flower.Features(_context);
        Assert.Contains("a Boolean was expected", Assert.Throws<ArgumentException>(() => pipeline.Append(_context.BinaryClassification.Trainers.FeedForward("Height")).Fit(view)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no label column 'Label'", Assert.Throws<ArgumentException>(() => pipeline.Append(multiclass.FeedForward()).Fit(view)).Message, StringComparison.Ordinal);
    }

    private IEstimator<ITransformer> Pipeline() => Flower.Features(_context)
        .Append(_context.Transforms.Conversion.MapValueToKey("Label", nameof(Flower.Kind)))
        .Append(_context.MulticlassClassification.Trainers.FeedForward(Flower.Options("Label")))
        .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel"));

    /// <summary>The same rows as a table of the library.</summary>
    private static Table Table(Func<Flower, double> label) => Tabular.Table.From(Flower.All)
        .Number("length", flower => flower.Length)
        .Number("width", flower => flower.Width)
        .Number("red", flower => flower.Colour == "red" ? 1 : 0)
        .Number("blue", flower => flower.Colour == "blue" ? 1 : 0)
        .Number("white", flower => flower.Colour == "white" ? 1 : 0)
        .Number("y", flower => label(flower))
        .ToTable();

    private static TabularResult Train(LearningTask task, Func<Flower, double> label, string? preset) => TabularTrainer.Fit(
        Table(label), Flower.Options("y", preset) with { Task = task, Test = 0, Calibrate = true }, cancellationToken: TestContext.Current.CancellationToken);
}
