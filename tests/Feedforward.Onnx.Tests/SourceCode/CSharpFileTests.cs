using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Onnx.SourceCode;
using Feedforward.Onnx.Tests.Parity;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.SourceCode;

/// <summary>Written C# is compiled and predicts what the model predicts.</summary>
public sealed class CSharpFileTests
{
    private const float Tolerance = 1e-5f;

    public static TheoryData<string, string> All => ParityModels.All;

    public static TheoryData<string> Activations => [.. Activation.All.Select(activation => activation.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void CompiledFileAgreesOnEveryRow(string preset, string target)
    {
        var model = ParityModels.Of(preset, target);
        var compiled = CompiledModel.Of(CSharpFile.Of(model, "house prices.v2"));
        AssertAgrees(model, compiled);
    }

    /// <summary>Every layer, on numbers that are not small.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void EveryLayerAndActivationIsWritten(string activation)
    {
        var plain = ParityModels.Of("plain", "kind");
        var σ = Activation.Named(activation);
        var network = Network.Create(
            plain.Network.Inputs,
            3,
            new BatchNormalization(),
            new Dense(6, σ, bias: false),
            new LayerNormalization(),
            new Residual(new Dense(4), new ParametricActivation(σ), new Residual(new Dropout(0.5f), new Dense(4, σ)), new Dense(6)),
            new Scale(),
            new Activate(σ),
            new Concatenation(2, new Branch(3, 3, new PeriodicEmbedding(2, 3, 2)), new Branch(1, 2), new Branch(0, 1, new CategoryEmbedding(3, 2, 2))),
            new EnsembleDense(2, 5),
            new EnsembleDense(2, 3));
        var model = new TabularModel(
            plain.Schema, plain.Preprocessing, plain.TargetScale, SampleLayers.Scrambled(network), Loss.SoftmaxCrossEntropy, plain.Training)
        {
            Members = 2,
        };
        AssertAgrees(model, CompiledModel.Of(CSharpFile.Of(model, "Model")), rows: 200);
    }

    [Theory]
    [InlineData("poisson")]
    [InlineData("gaussian-likelihood")]
    [InlineData("huber")]
    [InlineData("absolute-error")]
    public void EveryRegressionIsWritten(string loss)
    {
        var model = SampleModels.Trained(SampleModels.Options(loss == "poisson" ? "count" : "price") with { Loss = loss });
        var compiled = CompiledModel.Of(CSharpFile.Of(model, "Model"));
        var table = SampleModels.TrainingPart;
        var ours = model.Predict(table);
        for (var row = 0; row < 50; row++)
        {
            var prediction = compiled.Predict(SampleTable.Cells(model, table, row));
            AssertClose(ours.Values[row], CompiledModel.Value<float>(prediction, "Value"));
            if (ours.Deviations.Length > 0)
            {
                AssertClose(ours.Deviations[row], CompiledModel.Value<float>(prediction, "Deviation"));
            }
        }
    }

    [Theory]
    [InlineData("sick", null)]
    [InlineData("flag", "softmax-cross-entropy")]
    [InlineData("kind", null)]
    public void OneOutputForTwoClassesAndCodesAreWritten(string target, string? loss)
    {
        foreach (var model in (TabularModel[])[SampleEnsembles.Of(target, 1, loss: loss), SampleEnsembles.Of(target, 3, NumberScaling.Quantile, loss)])
        {
            var compiled = CompiledModel.Of(CSharpFile.Of(model, "Model"));
            var ours = model.Predict(SampleModels.OtherPart);
            for (var row = 0; row < 100; row++)
            {
                var prediction = compiled.Predict(SampleTable.Cells(model, SampleModels.OtherPart, row));
                Assert.Equal(ours.TextAt(row), CompiledModel.Value<string>(prediction, "Label"));
                Assert.Equal(ours.Probabilities.Row(row).ToArray(), CompiledModel.Value<float[]>(prediction, "Probabilities"), (a, b) => MathF.Abs(a - b) <= Tolerance);
            }
        }
    }

    /// <summary>Blanks around a text and the usual marks of a missing cell mean what they mean to the library.</summary>
    [Theory]
    [InlineData(" Oslo ")]
    [InlineData("NA")]
    [InlineData("  ")]
    [InlineData("?")]
    [InlineData("oslo")]
    public void TextsAreReadAsByTheLibrary(string city)
    {
        var model = ParityModels.Of("auto", "kind");
        var record = ParityTable.Record(3);
        record["city"] = city;
        var prediction = CompiledModel.Of(CSharpFile.Of(model, "Model")).Predict(Named(model, record));
        var ours = model.Predict(record).Probabilities.Values;
        Assert.Equal(ours, CompiledModel.Value<float[]>(prediction, "Probabilities"), (a, b) => MathF.Abs(a - b) <= Tolerance);
    }

    [Fact]
    public void AVectorOfAnotherLengthAndAnInfiniteNumberAreRefused()
    {
        var model = ParityModels.Of("plain", "kind");
        var compiled = CompiledModel.Of(CSharpFile.Of(model, "Model"));
        var record = Named(model, ParityTable.Record(3));
        record["Pixels"] = new float[3];
        Assert.Contains("'pixels' takes 4 numbers; 3 were given", Assert.Throws<ArgumentException>(() => compiled.Predict(record)).Message, StringComparison.Ordinal);
        record = Named(model, ParityTable.Record(3));
        record["Age"] = 1e39;
        Assert.Throws<ArgumentOutOfRangeException>(() => compiled.Predict(record));
    }

    /// <summary>Names of columns, categories and classes are data: none of them can become code.</summary>
    [Fact]
    public void NoNameBecomesCode()
    {
        string[] names = ["a\n#error", "b\u2028#error", "*/ #error", "\"; #error", "</summary>", "Clone", "clone", "3d", "Größe in m²", "class", "\"\"\"", "\ud83d"];
        var columns = names.Select((name, i) => (TableColumn)TextColumn.From(
            name, Enumerable.Range(0, 60).Select(row => (row * (i + 3) % 4) == 0 ? name + "\"\n{0}" : $"\\u{i}"))).ToList();
        var table = Table.Of([.. columns, TextColumn.From("y\r\n#error", Enumerable.Range(0, 60).Select(row => row % 2 == 0 ? "\"); #error\n" : "{no}"))]);
        var model = TabularTrainer.Fit(table, new TabularOptions
        {
            Target = "y\r\n#error",
            Hidden = [3],
            Epochs = 1,
            Test = 0,
            Types = names.ToDictionary(name => name, _ => ColumnKind.Category),
        }, null, TestContext.Current.CancellationToken).Model;
        var text = CSharpFile.Of(model, "class\n#error");
        var compiled = CompiledModel.Of(text);
        Assert.Equal(names.Length, compiled.Properties.Count);
        Assert.Contains("Column3d", compiled.Properties);
        Assert.Contains("Clone_2", compiled.Properties);
        var record = compiled.Properties.Zip(columns).ToDictionary(pair => pair.First, pair => (object?)pair.Second.TextAt(5));
        var ours = model.Predict(table);
        Assert.Equal(ours.TextAt(5), CompiledModel.Value<string>(compiled.Predict(record), "Label"));
    }

    [Fact]
    public void TheSameModelGivesTheSameTextAndItsClassTakesNoNameThatIsTaken()
    {
        var model = ParityModels.Of("auto", "price");
        Assert.Equal(CSharpFile.Of(model, "Features"), CSharpFile.Of(model, "Features"));
        Assert.Contains("public sealed class FeaturesModel", CSharpFile.Of(model, "Features"), StringComparison.Ordinal);
        Assert.Contains("public sealed class HousePrices", CSharpFile.Of(model, "house-prices"), StringComparison.Ordinal);
        Assert.Contains("public sealed class Column", CSharpFile.Of(model, "?"), StringComparison.Ordinal);
        _ = CompiledModel.Of(CSharpFile.Of(model, "Predict"));
    }

    [Fact]
    public void WhatHasNoFormIsNamed()
    {
        var plain = ParityModels.Of("plain", "price");
        var network = Network.Create(plain.Network.Inputs, 1, new Dense(2), new Foreign(), new Dense(1));
        var model = new TabularModel(plain.Schema, plain.Preprocessing, plain.TargetScale, network, plain.Loss, plain.Training);
        Assert.Contains("'foreign'", Assert.Throws<ModelFileException>(() => CSharpFile.Of(model, "Model")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryActivationLossAndEncoderHasAForm()
    {
        Assert.Equal(Activation.All.Select(activation => activation.Name).Order(), LayerCode.ActivationNames.Order());
        Assert.Equal(Loss.All.Select(loss => loss.Name).Order(), CSharpFile.LossNames.Order());
        Assert.Equal(Concrete(typeof(FeatureEncoder)), EncoderCode.Types.Select(type => type.Name).Order());
    }

    private static void AssertAgrees(TabularModel model, CompiledModel compiled, int rows = ParityTable.OtherRows)
    {
        var ours = model.Predict(ParityTable.OtherPart);
        for (var row = 0; row < rows; row++)
        {
            var prediction = compiled.Predict(Named(model, ParityTable.Record(row)));
            if (model.Task != LearningTask.Regression)
            {
                var theirs = CompiledModel.Value<float[]>(prediction, "Probabilities");
                for (var i = 0; i < theirs.Length; i++)
                {
                    Assert.Equal(ours.Probabilities[row, i], theirs[i], Tolerance);
                }

                Assert.Equal(ours.TextAt(row), CompiledModel.Value<string>(prediction, "Label"));
                if (model.Conformal is not null)
                {
                    Assert.Equal(ours.SetAt(row).Select(i => model.Classes[i]), CompiledModel.Value<IReadOnlyList<string>>(prediction, "Set"));
                }

                continue;
            }

            var scale = model.TargetScale.Deviation;
            var size = scale * Tolerance * MathF.Max(1, MathF.Abs(ours.Values[row] - model.TargetScale.Mean) / scale);
            Assert.Equal(ours.Values[row], CompiledModel.Value<float>(prediction, "Value"), size);
            Assert.Equal(ours.IntervalAt(row).Lower, CompiledModel.Value<float>(prediction, "Lower"), size);
            Assert.Equal(ours.IntervalAt(row).Upper, CompiledModel.Value<float>(prediction, "Upper"), size);
        }
    }

    private static void AssertClose(float ours, float theirs) =>
        Assert.True(MathF.Abs(ours - theirs) <= Tolerance * MathF.Max(1, MathF.Abs(ours)), $"{ours} here, {theirs} there");

    /// <summary>The cells by the names of the record's properties.</summary>
    private static Dictionary<string, object?> Named(TabularModel model, Dictionary<string, object?> record) => model.Preprocessing.Encoders
        .Where(encoder => encoder.Width > 0)
        .ToDictionary(encoder => Identifiers.Pascal(encoder.Column), encoder => record[encoder.Column]);

    private static IEnumerable<string> Concrete(Type root) =>
        root.Assembly.GetTypes().Where(type => root.IsAssignableFrom(type) && !type.IsAbstract).Select(type => type.Name).Order();

    private sealed class Foreign : Layer
    {
        public override string Name => "foreign";

        public override void Forward<T>(LayerPass<T> pass) => pass.Input.Span.CopyTo(pass.Output.Span);

        public override void Backward<T>(LayerPass<T> pass) => throw new NotSupportedException();
    }
}
