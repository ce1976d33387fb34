using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Onnx.Import;
using Feedforward.Tabular;
using Feedforward.Training;

namespace Feedforward.Onnx.Tests.Import;

/// <summary>Networks of other programs: the same predictions as ONNX Runtime, or as the program that trained them, and layers that training can go on with.</summary>
public sealed class OnnxNetworkTests
{
    private static readonly Dictionary<string, string> s_layers = new()
    {
        ["torch-mlp"] = "dense 8 relu, dense 7 tanh, dense 3",
        ["torch-one-example"] = "dense 4 sigmoid, dense 1",
        ["torch-activations"] = "dense 9 gelu, dense 8 silu, dense 8 mish, dense 7 softplus, dense 7 gelu-tanh, dense 4",
        ["torch-residual"] = "dense 6, residual (layer-normalization, dense 9 relu, dense 6), residual (layer-normalization, dense 9 relu, dense 6), layer-normalization, dense 3",
        ["torch-more-activations"] = "dense 8, batch-normalization, parametric-activation, dense 8 relu6, dense 8 hard-sigmoid, dense 8 relu6, scale, shift, "
            + "dense 8 softsign, dense 8, parametric-activation, dense 8 elu, dense 8 selu, dense 2",
        ["torch-shared"] = "dense 4 relu, dense 4 relu, dense 2",
        ["torch-branches"] = "dense 12 without bias, concatenation (4 as they are, concatenation (dense 6 relu, dense 5 without bias)), "
            + "concatenation (4 as they are, concatenation (dense 5, 5 as they are)), concatenation (4 as they are, dense 5 relu without bias), dense 2",
        ["torch-table"] = "concatenation (category-embedding, category-embedding, batch-normalization), dense 6 relu, dense 1",
        ["keras-classes"] = "dense 8 relu, scale, shift, dense 6 elu, dense 3",
        ["keras-number"] = "shift, scale, dense 5 softsign, parametric-activation, dense 5 relu6, scale, dense 1",
        ["sklearn-binary"] = "dense 6 relu, dense 5 relu, dense 1",
        ["sklearn-classes"] = "shift, scale, dense 6 tanh, dense 5 tanh, dense 3",
        ["sklearn-number"] = "dense 6 sigmoid, dense 5 sigmoid, dense 1",
        ["mlnet-binary"] = "shift, scale, dense 1",
    };

    public static TheoryData<string> Names => [.. Fixture.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void PredictsWhatTheFilePredicts(string name)
    {
        var fixture = new Fixture(name);
        var imported = fixture.Import();
        var (x, expected) = fixture.HasExpectation
            ? (fixture.Expectation().Inputs, fixture.Expectation().Predictions)
            : (Examples(name, imported.Network.Inputs), fixture.Run(Examples(name, imported.Network.Inputs), OutputOf(fixture)));
        var computed = Predictions(imported, x);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Length, computed[i].Length);
            for (var j = 0; j < expected[i].Length; j++)
            {
                Assert.Equal(expected[i][j], computed[i][j], 1e-5f * Math.Max(1, Math.Abs(expected[i][j])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BecomesTheLayersItWasMadeOf(string name) =>
        Assert.Equal(s_layers[name], string.Join(", ", new Fixture(name).Import().Network.Layers.Select(Text)));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryParameterCanBeTrained(string name)
    {
        var imported = new Fixture(name).Import();
        var x = Examples(name, imported.Network.Inputs);
        var y = new Matrix<float>(x.Rows, imported.Loss.Name == Loss.SoftmaxCrossEntropy.Name ? 1 : imported.Network.Outputs);
        var check = GradientCheck.Of(imported.Network, new Dataset(x, y), imported.Loss, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(imported.Network.ParameterCount, check.Parameters.Count);
        Assert.InRange(check.LargestError, 0, GradientCheck.Tolerance);
    }

    [Theory]
    [InlineData("torch-mlp", "squared-error", "")]
    [InlineData("torch-activations", "softmax-cross-entropy", "")]
    [InlineData("torch-residual", "softmax-cross-entropy", "")]
    [InlineData("torch-table", "binary-cross-entropy", "")]
    [InlineData("sklearn-binary", "binary-cross-entropy", "0,1")]
    [InlineData("sklearn-classes", "softmax-cross-entropy", "high,low,middle")]
    [InlineData("sklearn-number", "squared-error", "")]
    [InlineData("mlnet-binary", "binary-cross-entropy", "")]
    public void TheLinkBelongsToTheLoss(string name, string loss, string classes)
    {
        var imported = new Fixture(name).Import();
        Assert.Equal(loss, imported.Loss.Name);
        Assert.Equal(classes, string.Join(',', imported.Classes));
    }

    /// <summary>Where our evaluator has all operators, the import itself compares.</summary>
    [Theory]
    [InlineData("torch-mlp")]
    [InlineData("torch-activations")]
    [InlineData("torch-one-example")]
    [InlineData("torch-table")]
    [InlineData("torch-branches")]
    [InlineData("keras-classes")]
    [InlineData("sklearn-binary")]
    public void TheImportComparesWithTheNodes(string name)
    {
        var imported = new Fixture(name).Import();
        Assert.InRange(Assert.NotNull(imported.Difference), 0, 1e-5);
        Assert.DoesNotContain(imported.Notices, notice => notice.Contains("not compared", StringComparison.Ordinal));
    }

    [Fact]
    public void NetworkFromOnnxReadsAFile()
    {
        var (network, loss) = Network.FromOnnx(Fixture.PathOf("torch-one-example"));
        Assert.Equal("6-4-1, 33 parameters", network.ToString());
        Assert.Same(Loss.BinaryCrossEntropy, loss);
    }

    [Fact]
    public void ASigmoidAtTheEndStaysWhereANumberIsPredicted()
    {
        var imported = new Fixture("torch-one-example").Import(new ImportOptions { Task = LearningTask.Regression });
        Assert.Equal(Loss.SquaredError.Name, imported.Loss.Name);
        Assert.Equal("dense 1 sigmoid", Text(imported.Network.Layers[^1]));
    }

    [Fact]
    public void TheColumnsAreTheGraphsInputsWhereItHasOneForEach()
    {
        var imported = new Fixture("mlnet-binary").Import();
        Assert.Equal(["Age", "Height", "Weight"], imported.Columns);
        Assert.Equal("ML.NET 3.0.1", imported.Producer);
        Assert.Equal("0", imported.ToModel().Predict(new Dictionary<string, object?> { ["Age"] = 40, ["Height"] = 180, ["Weight"] = 0 }).Text);
    }

    /// <summary>scikit-learn's own labels and probabilities, from a model of a table that has been through our file.</summary>
    [Theory]
    [InlineData("sklearn-binary")]
    [InlineData("sklearn-classes")]
    public void AModelOfItPredictsTheLabelsOfTheProgramThatTrainedIt(string name)
    {
        var fixture = new Fixture(name);
        var model = fixture.Import().ToModel();
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        var again = ModelFile.Load(stream);
        var (x, expected, labels) = fixture.Expectation();
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i).ToArray();
            var prediction = again.Predict(Enumerable.Range(0, 4).ToDictionary(j => $"x{j + 1}", j => (object?)row[j]));
            Assert.Equal(labels![i], prediction.Text);
            Assert.Equal(expected[i].Max(), prediction.Probabilities[labels[i]], 1e-5f);
        }
    }

    [Fact]
    public void OurOwnFilesAreReadToo()
    {
        var network = SampleLayers.Network("residual", Activation.Silu, 5, 3);
        using var stream = new MemoryStream();
        ModelFile.Save(network, Loss.SoftmaxCrossEntropy, stream);
        stream.Position = 0;
        var imported = OnnxNetwork.Load(stream);
        Assert.Equal(network.Parameters.ToArray(), imported.Network.Parameters.ToArray());
        Assert.Equal(Loss.SoftmaxCrossEntropy.Name, imported.Loss.Name);
    }

    /// <summary>From the network's outputs to what the graph gives.</summary>
    private static float[][] Predictions(ImportedNetwork imported, Matrix<float> x)
    {
        var outputs = imported.Network.Forward(x);
        imported.Loss.Predict(outputs);
        return [.. Enumerable.Range(0, x.Rows).Select(i => outputs.Row(i).ToArray()).Select(row => imported.Link switch
        {
            OutputLink.LogarithmOfSoftmax => Array.ConvertAll(row, MathF.Log),
            OutputLink.BothClasses => [1 - row[0], row[0]],
            _ => row,
        })];
    }

    private static string OutputOf(Fixture fixture) => fixture.Name == "mlnet-binary" ? "Probability.output" : fixture.Model.Graph!.Outputs[0].Name;

    /// <summary>Two categories, then numbers, where the network has embeddings; else numbers.</summary>
    private static Matrix<float> Examples(string name, int columns)
    {
        var x = SampleLayers.Examples(20, columns);
        for (var i = 0; i < x.Rows && name == "torch-table"; i++)
        {
            (x[i, 0], x[i, 1]) = (i % 4, i * 5 % 6);
        }

        for (var i = 0; i < x.Rows && name == "mlnet-binary"; i++)
        {
            (x[i, 0], x[i, 1], x[i, 2]) = (40 + (20 * x[i, 0]), 170 + (10 * x[i, 1]), 70 + (15 * x[i, 2]));
        }

        return x;
    }

    private static string Text(Layer layer) => layer switch
    {
        Dense dense => $"dense {dense.Units}{(dense.Activation == Activation.Identity ? "" : $" {dense.Activation}")}{(dense.HasBias ? "" : " without bias")}",
        Activate activate => $"activate {activate.Activation}",
        Residual residual => $"residual ({string.Join(", ", residual.Children.Select(Text))})",
        Concatenation concatenation => $"concatenation ({string.Join(", ", concatenation.Branches.Select(branch => branch.Layer is null ? $"{branch.Count} as they are" : Text(branch.Layer)))})",
        _ => layer.Name,
    };
}
