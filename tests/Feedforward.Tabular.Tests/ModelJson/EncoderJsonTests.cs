using System.Text.Json;
using System.Text.Json.Nodes;

namespace Feedforward.Tabular.Tests.ModelJson;

public class EncoderJsonTests
{
    private static readonly RobustNumberEncoder Robust = new("a", 1.5f, 1e-38f, -0.1f, MissingIndicator: true);
    private static readonly QuantileEncoder Quantile = new("a", [-1e-45f, 0.1f, 1e38f], [-5.2f, 0.25f, 5.2f], MissingIndicator: false);
    private static readonly CategoryCodeEncoder Code = new("a", ["", "ä", "z"], MissingSeen: true, Numeric: false);

    public static TheoryData<FeatureEncoder> Encoders { get; } =
    [
        Robust,
        Robust with { Scale = 0, MissingIndicator = false },
        Quantile,
        new QuantileEncoder("a", [], [], MissingIndicator: true),
        new NumberAndRankEncoder(Robust, Quantile with { MissingIndicator = false }),
        Code,
        new CategoryCodeEncoder("a", ["-1", "1E+30"], MissingSeen: false, Numeric: true),
        new CategoryCodeEncoder("a", [.. Enumerable.Range(0, CategoryCodeEncoder.MaximumCategories).Select(i => $"{i}")], false, true),
    ];

    [Theory]
    [MemberData(nameof(Encoders), DisableDiscoveryEnumeration = true)]
    public void AnEncoderComesBackAsItWas(FeatureEncoder encoder)
    {
        var copy = Read(Written(encoder));
        Assert.Equal(encoder, copy);
        Assert.Equal(encoder.GetHashCode(), copy.GetHashCode());
        Assert.NotEqual(encoder, copy with { Column = "b" });
    }

    [Fact]
    public void EveryDamageIsRefused()
    {
        Refuses(Robust, json => json["scale"] = -1);
        Refuses(Robust, json => json["fill"] = 1e39);
        Refuses(Quantile, json => json["knots"]![0] = 0.1f);
        Refuses(Quantile, json => json["knots"]![2] = 3e38);
        Refuses(Quantile, json => json["knots"]![1] = "0");
        Refuses(Quantile, json => json["scores"]!.AsArray().RemoveAt(0));
        Refuses(Quantile, json => (json["knots"], json["scores"]) = (new JsonArray(1), new JsonArray(1)));
        Refuses(Code, json => json["categories"]![0] = "z");
        Refuses(Code, json => json["categories"] = new JsonArray([.. Enumerable.Range(0, 10_001).Select(i => (JsonNode)$"{i}")]));
        Refuses(Code, json => json["kind"] = "unheard-of");
    }

    private static void Refuses(FeatureEncoder encoder, Action<JsonNode> damage)
    {
        var json = JsonNode.Parse(Written(encoder))!;
        damage(json);
        Assert.Throws<ModelFileException>(() => Read(json.ToJsonString()));
    }

    private static FeatureEncoder Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return EncoderJson.Read(new JsonFields(document.RootElement, "encoder"));
    }

    private static string Written(FeatureEncoder encoder)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            EncoderJson.Write(json, encoder);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
