using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;

namespace Feedforward.Onnx.Tests.Graphs;

public sealed class ActivationNodesTests
{
    private static readonly float[] Points = [-30, -8, -3, -1, -0.5f, -1e-3f, 0, 1e-3f, 0.5f, 1, 3, 8, 30];

    public static TheoryData<string> Names => [.. ActivationNodes.Names];

    /// <summary>Against the textbook formulas in double precision; erf of Gelu by SciPy 1.10 (scipy.special.erfc).</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void RuntimeComputesTheFormula(string name)
    {
        var graph = new GraphBuilder("g", "y");
        graph.Output("y", ActivationNodes.Add(graph, name, graph.Input("x", ElementType.Float, 1, "")), ElementType.Float, 1);
        using var run = new OnnxRun(new ModelProto
        {
            IrVersion = 8,
            OperatorSets = { new OperatorSetProto("", 17) },
            Graph = graph.Graph,
        });
        var computed = run.With("x", Points).Floats("y");
        for (var i = 0; i < Points.Length; i++)
        {
            var expected = Expected(name, Points[i], i);
            Assert.Equal(expected, computed[i], 1e-6 + (1e-6 * Math.Abs(expected)));
        }
    }

    [Fact]
    public void AnUnknownActivationIsRefusedByName()
    {
        var fault = Assert.Throws<ModelFileException>(() => ActivationNodes.Add(new GraphBuilder("g"), "mine", "x"));
        Assert.Contains("'mine'", fault.Message, StringComparison.Ordinal);
    }

    private static double Expected(string name, double a, int point) => name switch
    {
        "identity" => a,
        "step" => a > 0 ? 1 : 0,
        "relu" => Math.Max(0, a),
        "leaky-relu" => a > 0 ? a : 0.01 * a,
        "sigmoid" => 1 / (1 + Math.Exp(-a)),
        "tanh" => Math.Tanh(a),
        "elu" => a > 0 ? a : Math.Exp(a) - 1,
        "selu" => 1.0507009873554805 * (a > 0 ? a : 1.6732632423543772 * (Math.Exp(a) - 1)),
        "gelu" => GeluValues[point],
        "silu" => a / (1 + Math.Exp(-a)),
        "softplus" => Math.Log(1 + Math.Exp(a)),
        "mish" => a * Math.Tanh(Math.Log(1 + Math.Exp(a))),
        "softsign" => a / (1 + Math.Abs(a)),
        "hard-sigmoid" => Math.Clamp((a + 3) / 6, 0, 1),
        "relu6" => Math.Clamp(a, 0, 6),
        "gelu-tanh" => 0.5 * a * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (a + (0.044715 * a * a * a)))),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no formula in this test"),
    };

    private static readonly double[] GeluValues =
    [
        -1.4720141781446236e-196, -4.976768459417463e-15, -0.004049694094890288, -0.15865525393145707, -0.15426876936299347, -0.0004996010814969171,
        0.0, 0.0005003989660005341, 0.3457312306370065, 0.8413447460685429, 2.99595030590511, 7.999999999999995, 30.0,
    ];
}
