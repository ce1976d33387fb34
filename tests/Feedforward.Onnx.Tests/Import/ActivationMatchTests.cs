using Feedforward.Activations;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;

namespace Feedforward.Onnx.Tests.Import;

/// <summary>Activations are recognised by what they compute: every one of ours as we write it, and others as exporters spell them.</summary>
public sealed class ActivationMatchTests
{
    public static TheoryData<string> Names => [.. Activation.All.Where(activation => activation != Activation.Identity).Select(activation => activation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryActivationThatWeWriteIsRead(string name)
    {
        var network = Imported((graph, a) => ActivationNodes.Add(graph, name, a));
        Assert.Equal([name], network.Layers.OfType<Layers.Dense>().Take(1).Select(layer => layer.Activation.Name));
        Assert.Equal(2, network.Layers.Count);
    }

    /// <summary>Softplus as log(1 + eˣ), ReLU as max(0, x), a bounded range, a step as a comparison, SiLU as x/(1 + e⁻ˣ).</summary>
    [Theory]
    [InlineData("softplus")]
    [InlineData("relu")]
    [InlineData("relu6")]
    [InlineData("step")]
    [InlineData("silu")]
    [InlineData("sigmoid")]
    public void OtherWaysOfWritingThemAreReadToo(string name)
    {
        var network = Imported((graph, a) => name switch
        {
            "softplus" => graph.Node("Log", [graph.Add(graph.Node("Exp", [a]), graph.Scalar(1))]),
            "relu" => graph.Node("Max", [graph.Scalar(0), a]),
            "relu6" => graph.Node("Min", [graph.Node("Relu", [a]), graph.Scalar(6)]),
            "step" => graph.Number(graph.Node("Greater", [a, graph.Scalar(0)])),
            "silu" => graph.Divide(a, graph.Add(graph.Scalar(1), graph.Node("Exp", [graph.Node("Neg", [a])]))),
            _ => graph.Node("Reciprocal", [graph.Add(graph.Scalar(1), graph.Node("Exp", [graph.Node("Neg", [a])]))]),
        });
        Assert.Equal([name], network.Layers.OfType<Layers.Dense>().Take(1).Select(layer => layer.Activation.Name));
    }

    /// <summary>A bound far out is a bound: it is not taken for the identity.</summary>
    [Fact]
    public void AFarBoundIsKept()
    {
        var network = Imported((graph, a) => graph.Node("Clip", [a, graph.Scalar(-1000), graph.Scalar(1000)]));
        var (small, large) = (network.Forward(new Matrix<float>([1, 2], 1, 2))[0, 0], network.Forward(new Matrix<float>([1e6f, 2e6f], 1, 2))[0, 0]);
        Assert.Equal(10, small, 1e-2f);
        Assert.Equal(2000, large, 1e-2f);
    }

    /// <summary>x → σ(xW) → sum of two.</summary>
    private static Network Imported(Func<GraphBuilder, string, string> activation)
    {
        var graph = new GraphBuilder("g", "y");
        var a = graph.Node("MatMul", [graph.Input("x", ElementType.Float, 2, ""), graph.Weights("w", [1, 2, 2, 1.5f], 2, 2)]);
        graph.Output("y", graph.Node("MatMul", [activation(graph, a), graph.Weights("v", [1, 1], 2, 1)]), ElementType.Float, 1);
        var model = new ModelProto { IrVersion = 8, OperatorSets = { new OperatorSetProto("", 17) }, Graph = graph.Graph };
        return OnnxNetwork.Load(new MemoryStream(OnnxRun.Bytes(model))).Network;
    }
}
