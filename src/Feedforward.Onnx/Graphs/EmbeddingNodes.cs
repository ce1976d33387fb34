using Feedforward.Layers;
using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Graphs;

/// <summary>From a feature to several learned numbers.</summary>
internal static class EmbeddingNodes
{
    private const float TurnsOfRadian = 0.15915494f;
    private const float Turn = 6.2831855f;

    /// <summary>
    /// h = (Vᵀcos(2πwx + b) + c, x) for each member and feature. Everything is [k,p,N,·] for p features. V is no product of
    /// matrices: those are k·p small ones, and stacked ones take no empty batch in some runtimes.
    /// </summary>
    public static string Periodic(GraphBuilder graph, PeriodicEmbedding layer, LayerPlace place, string x)
    {
        var (members, features, waves, numbers) = (layer.Members, place.Inputs, layer.Frequencies, layer.NumbersPerFeature);
        var column = graph.Node("Unsqueeze", [graph.Transpose(x, 1, 0), graph.Integers(0, 3)]);
        var turns = Turns(graph, column, OfFeatures("frequency", 1, waves), OfFeatures("phase", 1, waves));
        var rest = graph.Subtract(turns, graph.Node("Round", [turns]));
        var cosines = graph.Node("Cos", [graph.Multiply(rest, graph.Scalar(Turn))]);
        var weights = graph.Transpose(OfFeatures("weight", waves, numbers), 0, 1, 3, 2);
        var sums = Enumerable.Range(0, numbers).Select(number => graph.Node(
            "ReduceSum", [graph.Multiply(cosines, graph.Range(weights, 2, number, 1)), graph.Integers(3)]));
        var embedded = graph.Add(
            graph.Node("Concat", [.. sums], AttributeProto.Of("axis", 3L)), OfFeatures("bias", 1, numbers));
        var given = members == 1 ? column : graph.Node("Expand", [column, graph.Integers(members, 1, 1, 1)]);
        var both = graph.Node("Concat", [embedded, given], AttributeProto.Of("axis", 3L));
        return graph.Reshape(graph.Transpose(both, 2, 0, 1, 3), 0, layer.OutputsFor(features));

        string OfFeatures(string part, long rows, long columns) => graph.Reshape(place.Tensor(part), members, features, rows, columns);
    }

    /// <summary>h = ax + c + Vᵀp(x), feature after feature; V of all members is one matrix of bins × k·E.</summary>
    public static string PiecewiseLinear(GraphBuilder graph, PiecewiseLinearEmbedding layer, LayerPlace place, string x)
    {
        var (members, dimension, all) = (layer.Members, layer.Dimension, layer.Edges.Sum(edges => edges.Count - 1));
        var bins = graph.Reshape(place.Tensor("bins"), members, all, dimension);
        var slopes = graph.Reshape(place.Tensor("slope"), members, place.Inputs, dimension);
        var biases = graph.Reshape(place.Tensor("bias"), members, place.Inputs, dimension);
        var (parts, first) = (new List<string>(), 0);
        for (var j = 0; j < place.Inputs; j++)
        {
            var column = graph.Range(x, 1, j, 1);
            var count = layer.Edges[j].Count - 1;
            var v = graph.Reshape(graph.Transpose(graph.Range(bins, 1, first, count), 1, 0, 2), count, members * dimension);
            first += count;
            var line = graph.Multiply(column, OfFeature(slopes, j));
            var sum = graph.Node("Gemm", [PartsOfBins(graph, layer.Edges[j], column), v, graph.Reshape(OfFeature(biases, j), -1)]);
            parts.Add(graph.Reshape(graph.Add(sum, line), 0, members, dimension));
        }

        return graph.Reshape(graph.Node("Concat", parts, AttributeProto.Of("axis", 2L)), 0, layer.OutputsFor(place.Inputs));

        string OfFeature(string tensor, int j) => graph.Reshape(graph.Range(tensor, 1, j, 1), 1, members * dimension);
    }

    /// <summary>p(x): [N,bins]</summary>
    private static string PartsOfBins(GraphBuilder graph, IReadOnlyList<float> edges, string column)
    {
        var count = edges.Count - 1;
        float[] starts = [.. edges.Take(count)];
        float[] widths = [.. Enumerable.Range(0, count).Select(t => edges[t + 1] - edges[t])];
        float[] least = [float.MinValue, .. Enumerable.Repeat(0f, count - 1)];
        float[] most = [.. Enumerable.Repeat(1f, count - 1), float.MaxValue];
        var within = graph.Node("Div", [graph.Subtract(column, graph.Row(starts)), graph.Row(widths)]);
        return graph.Node("Min", [graph.Node("Max", [within, graph.Row(least)]), graph.Row(most)]);
    }

    /// <summary>h = E_x; a number that is no category takes row 0. What stands behind the point is cut off.</summary>
    public static string Category(GraphBuilder graph, CategoryEmbedding layer, LayerPlace place, string x)
    {
        var isCategory = graph.Node(
            "And",
            [graph.Node("GreaterOrEqual", [x, graph.Scalar(1)]), graph.Node("Less", [x, graph.Scalar(layer.Categories)])]);
        var known = graph.Reshape(graph.Node("Where", [isCategory, x, graph.Scalar(0)]), -1);
        var row = graph.Node("Cast", [known], AttributeProto.Of("to", (long)ElementType.Int64));
        return graph.Node("Gather", [place.Tensor("table"), row], AttributeProto.Of("axis", 0L));
    }

    /// <summary>
    /// wx + b/2π, rounded once as in Feedforward: in single precision two roundings would move the waves of large numbers by
    /// whole turns.
    /// </summary>
    private static string Turns(GraphBuilder graph, string x, string frequency, string phase)
    {
        var product = graph.Multiply(graph.Double(x), graph.Double(frequency));
        return graph.Number(graph.Add(product, graph.Double(graph.Multiply(phase, graph.Scalar(TurnsOfRadian)))));
    }
}
