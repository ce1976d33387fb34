using System.Text.Json.Nodes;
using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Tabular.Tests.ModelJson;

public class ModelJsonTests
{
    [Fact]
    public void AModelComesBackAsItWas()
    {
        var everything = TabularTrainer.Fit(
            Trained.Table(),
            Trained.Options("class", "amount") with { BatchNormalization = true, LayerNormalization = true, Dropout = .1f, Epochs = 3 },
            cancellationToken: TestContext.Current.CancellationToken).Model;
        foreach (var model in new[] { Trained.Classifier().Model, Trained.Regressor().Model, everything })
        {
            var json = model.ToJson();
            var copy = TabularModel.FromJson(json).WithParameters(model.Network.Parameters, model.Network.State);
            Assert.Equal(json, copy.ToJson());
            Assert.Equal(model.Target, copy.Target);
            Assert.Equal(model.Preprocessing.Encoders, copy.Preprocessing.Encoders);
            var (expected, actual) = (model.Predict(Trained.Table()), copy.Predict(Trained.Table()));
            Assert.Equal(expected.Probabilities.Span.ToArray(), actual.Probabilities.Span.ToArray());
            Assert.Equal(expected.Values.ToArray(), actual.Values.ToArray());
        }
    }

    [Theory]
    [InlineData(NumberScaling.Robust, 1)]
    [InlineData(NumberScaling.Quantile, null)]
    public void AModelWithOtherEncodersComesBackAsItWas(NumberScaling numbers, int? codesFrom)
    {
        var (plain, table) = (Trained.Classifier().Model, Trained.Table());
        var preprocessing = TablePreprocessing.Fit(
            table, plain.Schema.Features, table.AllRows(), new PreprocessingOptions { Numbers = numbers, CodesFrom = codesFrom });
        var network = Network.Create(preprocessing.Width, 1, plain.Network.Layers);
        var model = new TabularModel(plain.Schema, preprocessing, plain.TargetScale, network, plain.Loss, plain.Training);
        var copy = TabularModel.FromJson(model.ToJson()).WithParameters(network.Parameters, network.State);
        Assert.Equal(model.ToJson(), copy.ToJson());
        Assert.Equal(preprocessing.Encoders, copy.Preprocessing.Encoders);
        Assert.NotEqual(plain.Preprocessing.Encoders, copy.Preprocessing.Encoders);
        Assert.Equal(model.Predict(table).Probabilities.Span.ToArray(), copy.Predict(table).Probabilities.Span.ToArray());
    }

    [Fact]
    public void MembersAndTheRangeOfPredictionsComeBack()
    {
        var plain = Trained.Regressor().Model;
        var network = Network.Create(plain.Network.Inputs, 1, new Dense(6, Activation.Relu), new EnsembleDense(3, 1));
        var scale = plain.TargetScale with { Minimum = 20.1f, Maximum = 1e30f };
        var model = new TabularModel(plain.Schema, plain.Preprocessing, scale, network, plain.Loss, plain.Training) { Members = 3 };
        var copy = TabularModel.FromJson(model.ToJson()).WithParameters(network.Parameters, network.State);
        Assert.Equal(model.ToJson(), copy.ToJson());
        Assert.Contains("\"version\":2", model.ToJson(), StringComparison.Ordinal);
        Assert.Equal(3, copy.Members);
        Assert.Equal(scale, copy.TargetScale);
        Assert.Equal(model.Predict(Trained.Table()).Values.ToArray(), copy.Predict(Trained.Table()).Values.ToArray());
    }

    [Fact]
    public void WeightsMustFit()
    {
        var model = Trained.Classifier().Model;
        var θ = model.Network.Parameters.ToArray();
        Assert.Throws<ModelFileException>(() => model.WithParameters(θ[1..], []));
        Assert.Throws<ModelFileException>(() => model.WithParameters(θ, [1]));
        θ[3] = float.NaN;
        Assert.Throws<ModelFileException>(() => model.WithParameters(θ, []));
    }

    [Fact]
    public void MoreParametersThanTheFileCanHoldAreRefusedBeforeMemoryIsTaken()
    {
        var model = Trained.Classifier().Model;
        Assert.NotNull(TabularModel.FromJson(model.ToJson(), model.Network.ParameterCount));
        Assert.Throws<ModelFileException>(() => TabularModel.FromJson(model.ToJson(), model.Network.ParameterCount - 1));
        Refuses(json => json["network"]!["layers"]![0]!["units"] = 1 << 24);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":\"other\",\"version\":1}")]
    public void TextThatIsNoModelIsRefused(string json) => Assert.Throws<ModelFileException>(() => TabularModel.FromJson(json));

    [Fact]
    public void EveryDamageIsRefused()
    {
        Refuses(json => json["version"] = 3);
        Refuses(json => json["loss"] = "nonsense");
        Refuses(json => json["loss"] = "squared-error");
        Refuses(json => json["targetScale"]!["deviation"] = 0);
        Refuses(json => (json["targetScale"]!["minimum"], json["targetScale"]!["maximum"]) = (1, 0));
        Refuses(json => json["targetScale"]!["minimum"] = "-1");
        Refuses(json => json["targetScale"]!["maximum"] = 1e300);
        Refuses(json => json["network"]!["members"] = 0);
        Refuses(json => json["network"]!["members"] = 2);
        Refuses(json => json["network"]!["members"] = 1 << 24);
        Refuses(json => json["network"]!["inputs"] = 3);
        Refuses(json => json["network"]!["layers"] = new JsonArray());
        Refuses(json => json["network"]!["layers"]![0]!["units"] = -1);
        Refuses(json => json["network"]!["layers"]![0]!["type"] = "unheard-of");
        Refuses(json => json["network"]!["layers"]![0]!["activation"] = "unheard-of");
        Refuses(json => json["network"]!["layers"]![1]!["units"] = 7);
        Refuses(json => json["encoders"]!.AsArray().RemoveAt(0));
        Refuses(json => json["encoders"]![0]!["column"] = "other");
        Refuses(json => json["encoders"]![0]!["kind"] = "boolean");
        Refuses(json => json["encoders"]![0]!["mean"] = "1");
        Refuses(json => json["encoders"]![0]!["mean"] = 1e300);
        Refuses(json => json["encoders"]![1]!["categories"]![0] = "Rome");
        Refuses(json => json["encoders"]![1]!["categories"]!.AsArray().RemoveAt(0));
        Refuses(json => json["schema"]!["target"]!["classes"] = new JsonArray("one"));
        Refuses(json => json["schema"]!["target"]!["task"] = "binary");
        Refuses(json => json["schema"]!["target"]!["name"] = "age");
        Refuses(json => json["schema"]!["features"]![0]!["kind"] = "unheard-of");
        Refuses(json => json["training"]!.AsObject().Remove("seed"));
        Refuses(json => json["training"]!["epochs"] = 1.5);
    }

    [Fact]
    public void TextCutAnywhereIsRefused()
    {
        var json = Trained.Classifier().Model.ToJson();
        for (var length = 0; length < json.Length; length += 37)
        {
            Assert.Throws<ModelFileException>(() => TabularModel.FromJson(json[..length]));
        }
    }

    private static void Refuses(Action<JsonNode> damage)
    {
        var json = JsonNode.Parse(Trained.Classifier().Model.ToJson())!;
        damage(json);
        Assert.Throws<ModelFileException>(() => TabularModel.FromJson(json.ToJsonString(), 1_000_000));
    }
}
