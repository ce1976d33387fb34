using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;

namespace Feedforward.Onnx.Tests;

/// <summary>Graphs under test as models that a runtime takes.</summary>
internal static class SampleGraphs
{
    public static OnnxRun Run(GraphBuilder graph) => new(new ModelProto
    {
        IrVersion = 8,
        OperatorSets = { new OperatorSetProto("", 17), new OperatorSetProto("ai.onnx.ml", 3) },
        Graph = graph.Graph,
    });
}
