using System.Text.Json;
using Feedforward.Onnx.Graphs;
using Feedforward.Onnx.Tests.Parity;
using Feedforward.Tabular;
using Feedforward.Tabular.Safetensors;

namespace Feedforward.Onnx.Tests;

/// <summary>Safetensors and JSON hold the whole model: it is put together from them again, to the last bit.</summary>
public sealed class ModelExportTests
{
    public static TheoryData<string, string> All => ParityModels.All;

    [Theory]
    [MemberData(nameof(All))]
    public void SafetensorsHoldTheWholeModel(string preset, string target)
    {
        var model = ParityModels.Of(preset, target);
        var file = SafetensorsFile.Read(Written(stream => ModelExport.ToSafetensors(model, stream)));
        Assert.Equal("table", file.Metadata["feedforward.content"]);
        Assert.Equal("1", file.Metadata["feedforward.format"]);
        AssertSame(model, file.Metadata["feedforward.model"], file.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.ToFloats()));
        Assert.All(NetworkTensor.Of(model.Network).Zip(file.Tensors), pair => Assert.Equal(pair.First.Shape, pair.Second.Shape));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void JsonHoldsTheWholeModel(string preset, string target)
    {
        var model = ParityModels.Of(preset, target);
        var bytes = Written(stream => ModelExport.ToJson(model, stream));
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        Assert.Equal("feedforward-json", root.GetProperty("format").GetString());
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        AssertSame(
            model,
            root.GetProperty("model").GetRawText(),
            root.GetProperty("weights").EnumerateObject().ToDictionary(tensor => tensor.Name, tensor => Numbers(tensor.Value).ToArray()));

        // A row of a matrix is a line; nobody has to read a number a line.
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split('\n');
        var rows = NetworkTensor.Of(model.Network).Sum(tensor => tensor.IsVector ? 1 : tensor.Rows);
        Assert.InRange(lines.Length, rows, rows + 800);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void TheSameModelGivesTheSameBytes()
    {
        var model = ParityModels.Of("auto", "sick");
        foreach (var write in (Action<Stream>[])
        [
            stream => ModelExport.ToSafetensors(model, stream), stream => ModelExport.ToJson(model, stream),
            stream => ModelExport.ToCSharp(model, stream, "Model"), stream => ModelExport.ToOnnx(model, stream, 20),
        ])
        {
            Assert.Equal(Written(write), Written(write));
        }
    }

    private static void AssertSame(TabularModel model, string description, Dictionary<string, float[]> tensors)
    {
        var read = TabularModel.FromJson(description);
        var (parameters, state) = (new float[read.Network.ParameterCount], new float[read.Network.State.Length]);
        foreach (var place in NetworkTensor.Of(read.Network))
        {
            tensors[place.Name].CopyTo(place.IsState ? state : parameters, place.Offset);
        }

        Assert.Equal(SampleModels.File(model), SampleModels.File(read.WithParameters(parameters, state)));
    }

    private static IEnumerable<float> Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Numbers)
        : [element.GetSingle()];

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
