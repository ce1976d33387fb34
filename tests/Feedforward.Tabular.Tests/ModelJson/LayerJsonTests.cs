using System.Text.Json;
using System.Text.Json.Nodes;
using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Tabular.Tests.ModelJson;

public class LayerJsonTests
{
    private const int Inputs = 4;

    private static readonly Layer[] Layers =
    [
        new Concatenation(
            2,
            new Branch(1, 1, new CategoryEmbedding(5, 3, 2)),
            new Branch(2, 2, new PeriodicEmbedding(2, 7, 4, 0.3f)),
            new Branch(0, 1)),
        new Scale(0.1),
        new EnsembleDense(2, 6, Parametrization.NeuralTangent),
        new ParametricActivation(Activation.Mish),
        new BatchEnsembleDense(2, 3, randomFactors: true, Parametrization.NeuralTangent),
        new PiecewiseLinearEmbedding([[-1, 0.25f], [-2, 0, 1.5f], [0, 1], [0, 1], [0, 1], [-1e30f, 1e30f]], 3),
        new EnsembleDense(2, 1),
    ];

    [Fact]
    public void LayersComeBackAsTheyWere()
    {
        var json = Written(Layers);
        var copies = Read(json);
        Assert.Equal(json, Written(copies));

        // The blocks have every size and every learning-rate factor, to the last bit.
        var (network, copy) = (Network.Create(Inputs, 1, Layers), Network.Create(Inputs, 1, copies));
        Assert.Equal(network.Blocks, copy.Blocks);
        Assert.Equal(network.Parameters.ToArray(), copy.Parameters.ToArray());
    }

    [Fact]
    public void SizesAreCountedAsTheNetworkHasThem()
    {
        Layer[] layers =
        [
            new Concatenation(1, new Branch(3, 1), new Branch(0, 3, new Residual(new BatchNormalization(), new Dense(3), new BatchNormalization()))),
            new Dense(2),
        ];
        foreach (var some in (Layer[][])[Layers, layers])
        {
            var network = Network.Create(Inputs, 1, some);
            Assert.Equal((network.ParameterCount, network.State.Length, network.Outputs), LayerJson.Measure(some, Inputs));
        }
    }

    [Fact]
    public void EveryDamageIsRefused()
    {
        Refuses(json => json[0]!["members"] = 0);
        Refuses(json => json[0]!["members"] = 5000);
        Refuses(json => json[0]!["branches"] = new JsonArray());
        Refuses(json => json[0]!["branches"]!.AsArray().RemoveAt(2));
        Refuses(json => json[0]!["branches"]![2]!["first"] = -1);
        Refuses(json => json[0]!["branches"]![2]!["first"] = 1);
        Refuses(json => json[0]!["branches"]![2]!["count"] = 0);
        Refuses(json => json[0]!["branches"]![2]!["count"] = 1 << 25);
        Refuses(json => json[0]!["branches"]![0]!["layer"] = null);
        Refuses(json => json[0]!["branches"]![0]!["layer"]!["categories"] = 0);
        Refuses(json => json[0]!["branches"]![1]!["layer"]!["frequencies"] = 600);
        Refuses(json => json[0]!["branches"]![1]!["layer"]!["numbers"] = 1 << 24);
        Refuses(json => json[0]!["branches"]![1]!["layer"]!["deviation"] = 0);
        Refuses(json => json[1]!["rateFactor"] = 0);
        Refuses(json => json[1]!["rateFactor"] = "1");
        Refuses(json => json[2]!["parametrization"] = "unheard-of");
        Refuses(json => json[2]!["units"] = (1 << 24) + 1);
        Refuses(json => json[3]!["activation"] = "unheard-of");
    }

    /// <summary>Copies for thousands of members cost no parameter, so the widths themselves must be bounded.</summary>
    [Fact]
    public void LayersThatDoNotFitOrAreTooWideAreRefused()
    {
        var wide = new Concatenation(4096, new Branch(0, Inputs));
        Assert.Throws<ArgumentException>(() => LayerJson.Measure([wide, new Concatenation(4096, new Branch(0, 4096 * Inputs))], Inputs));
        Assert.Throws<ArgumentException>(() => LayerJson.Measure([new EnsembleDense(4, 1 << 24)], Inputs));
        Assert.Throws<ArgumentException>(() => LayerJson.Measure([new EnsembleDense(4096, 1 << 24)], 4096));
        Assert.Throws<ArgumentException>(() => LayerJson.Measure([new CategoryEmbedding(2, 1 << 24, 4096)], 1));
        Assert.Throws<ArgumentException>(() => LayerJson.Measure([new EnsembleDense(3, 1)], Inputs));
        Assert.Throws<ArgumentException>(() => LayerJson.Measure(Layers, Inputs + 1));
        Assert.Equal(4096 * Inputs, LayerJson.Measure([wide], Inputs).Outputs);
    }

    private static void Refuses(Action<JsonNode> damage)
    {
        var json = JsonNode.Parse(Written(Layers))!;
        damage(json["layers"]!);
        Assert.Throws<ModelFileException>(() => Read(json.ToJsonString()));
    }

    private static IReadOnlyList<Layer> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return LayerJson.Read(new JsonFields(document.RootElement, "network"), "layers");
    }

    private static string Written(IReadOnlyList<Layer> layers)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            LayerJson.Write(json, "layers", layers);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
