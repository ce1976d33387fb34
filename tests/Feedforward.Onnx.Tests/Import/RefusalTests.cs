using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;

namespace Feedforward.Onnx.Tests.Import;

/// <summary>What is no feed-forward network is refused with the name of the node, its operator and the reason.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string, string> Graphs => new()
    {
        { "convolution", "'/Conv' (Conv)", "no part of the feed-forward networks" },
        { "attention", "'/MatMul' (MatMul)", "as in attention" },
        { "positions", "'/MatMul' (MatMul)", "several places of an example" },
        { "transposed", "'/Transpose' (Transpose)", "transposes the examples" },
        { "softmax inside", "'/Softmax' (Softmax)", "at the end of a network only" },
        { "product", "'/Mul' (Mul)", "combines two values" },
        { "sine", "'/Sin' (Sin)", "no part of the feed-forward networks" },
        { "elu", "'/Elu' (Elu)", "no activation function known here" },
        { "mean", "'/ReduceMean' (ReduceMean)", "within a layer normalisation" },
        { "shapes", "'/Sub' (Sub)", "shapes [N, 3] and [N, 1]" },
        { "width", "'/Gemm' (Gemm)", "weights take 2 features, but 3 come in" },
        { "training", "'/Dropout' (Dropout)", "training mode" },
        { "domain", "'/Gelu' (com.microsoft.Gelu)", "domain 'com.microsoft'" },
        { "loop", "'/Add' (Add)", "go round in a circle" },
        { "nothing", "", "computed from its inputs" },
        { "identity", "", "no layer" },
        { "infinite", "", "not a finite number" },
        { "scalar", "", "[N, features]" },
        { "text", "", "numbers are expected" },
        { "outputs", "", "none of which is computed from the others" },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void SaysWhichNodeAndWhy(string name, string node, string reason)
    {
        var fault = Assert.Throws<ModelFileException>(() => OnnxNetwork.Load(new MemoryStream(OnnxRun.Bytes(Model(name)))));
        Assert.Contains(node, fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOutputThatIsNotThereIsSaidWithThoseThatAre()
    {
        var file = OnnxRun.Bytes(Model("outputs"));
        var fault = Assert.Throws<ModelFileException>(() => OnnxNetwork.Load(new MemoryStream(file), new ImportOptions { Output = "z" }));
        Assert.Contains("no output 'z'; its outputs are y, y2", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, OnnxNetwork.Load(new MemoryStream(file), new ImportOptions { Output = "y2" }).Network.Inputs);
    }

    private static ModelProto Model(string name)
    {
        var graph = new GraphBuilder("g", "y", "y2");
        var x = graph.Input("x", name == "text" ? ElementType.String : ElementType.Float, 3, "");
        var w = graph.Weights("w", [1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 3);
        var h = name is "nothing" or "identity" ? x : graph.Node("Relu", [x]);
        if (name == "loop")
        {
            h = graph.Node("Relu", [graph.Add(h, "/Relu.2")]);
        }

        var y = name switch
        {
            "convolution" => graph.Node("Conv", [h, w]),
            "attention" => graph.Node("MatMul", [h, h]),
            "positions" => graph.Node("MatMul", [graph.Reshape(h, -1, 3, 1), graph.Row([1, 2])]),
            "transposed" => graph.Transpose(h, 1, 0),
            "softmax inside" => graph.Node("Relu", [graph.Node("Softmax", [h], AttributeProto.Of("axis", 1L))]),
            "product" => graph.Multiply(graph.Node("MatMul", [h, w]), h),
            "sine" => graph.Node("Sin", [h]),
            "elu" => graph.Node("Elu", [x], AttributeProto.Of("alpha", 0.5f)),
            "mean" => graph.Node("ReduceMean", [h], AttributeProto.OfIntegers("axes", 1)),
            "identity" => graph.Reshape(x, -1, 3),
            "shapes" => graph.Subtract(h, graph.Node("ReduceMean", [graph.Node("Relu", [x])], AttributeProto.OfIntegers("axes", 1))),
            "width" => graph.Node("Gemm", [h, graph.Weights("v", [1, 2, 3, 4], 2, 2)]),
            "training" => graph.Node("Dropout", [h, graph.Scalar(0.5f), graph.Scalar(1)]),
            "infinite" => graph.Node("MatMul", [h, graph.Weights("v", [1, float.PositiveInfinity, 3], 3, 1)]),
            "domain" => h,
            _ => h,
        };
        if (name == "domain")
        {
            graph.Graph.Nodes.Add(new NodeProto { Name = "/Gelu", Operator = "Gelu", Domain = "com.microsoft", Inputs = { h }, Outputs = { "/Gelu" } });
            y = "/Gelu";
        }

        if (name == "scalar")
        {
            graph.Graph.Inputs[0].Shape.RemoveAt(1);
        }

        graph.Output("y", y, ElementType.Float, 3);
        if (name == "outputs")
        {
            graph.Output("y2", graph.Node("MatMul", [x, w]), ElementType.Float, 3);
        }

        return new ModelProto { IrVersion = 8, OperatorSets = { new OperatorSetProto("", 17) }, Graph = graph.Graph };
    }
}
