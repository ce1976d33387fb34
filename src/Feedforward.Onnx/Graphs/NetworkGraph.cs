using System.Globalization;

using Feedforward.Losses;
using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Graphs;

/// <summary>The graph of a network without a table: input x, N×inputs.</summary>
internal static class NetworkGraph
{
    /// <summary>Builds it; classes are called by their numbers.</summary>
    public static GraphProto Of(Network network, Loss loss, int opset = Opset.Usual)
    {
        var graph = new GraphBuilder("network", PredictionNodes.Names) { Opset = opset };
        var x = graph.Input("x", ElementType.Float, network.Inputs, "the features");
        var predicted = LinkNodes.Add(graph, loss, LayerNodes.Add(graph, network, x), network.Outputs);
        var isBinary = loss.Name == Loss.BinaryCrossEntropy.Name && network.Outputs == 1;
        if (isBinary || loss.Name == Loss.SoftmaxCrossEntropy.Name)
        {
            var classes = Enumerable.Range(0, isBinary ? 2 : network.Outputs).Select(number => number.ToString(CultureInfo.InvariantCulture));
            PredictionNodes.AddClasses(graph, predicted, [.. classes], isBinary);
        }
        else
        {
            PredictionNodes.AddNumbers(graph, PredictionNodes.Prediction, predicted, network.Outputs);
        }

        return graph.Graph;
    }
}
