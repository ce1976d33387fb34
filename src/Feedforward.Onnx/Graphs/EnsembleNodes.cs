using Feedforward.Layers;
using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Graphs;

/// <summary>Networks side by side: member m of k has the m-th of k equal parts of the columns.</summary>
internal static class EnsembleNodes
{
    /// <summary>
    /// h_m = x_m·W_m + b_m, a product for each member: runtimes prepare its constant weights once, and take an empty batch, which
    /// products of stacked matrices do not.
    /// </summary>
    public static string Dense(GraphBuilder graph, EnsembleDense layer, LayerPlace place, string x)
    {
        if (layer.Members == 1)
        {
            return graph.Node("Gemm", [x, place.Tensor("weight"), place.Tensor("bias")]);
        }

        var (features, units) = (place.Inputs / layer.Members, layer.Units);
        return graph.SideBySide([.. Enumerable.Range(0, layer.Members).Select(m => graph.Node(
            "Gemm",
            [
                graph.Range(x, 1, m * features, features),
                graph.Range(place.Tensor("weight"), 0, m * features, features),
                graph.Range(place.Tensor("bias"), 0, m * units, units),
            ]))]);
    }

    /// <summary>h_m = ((r_m∘x_m)W)∘s_m + b_m: the members' rows go through W below each other.</summary>
    public static string Shared(GraphBuilder graph, BatchEnsembleDense layer, LayerPlace place, string x)
    {
        var stacked = graph.Reshape(graph.Multiply(x, place.Tensor("input-scale")), -1, place.Inputs / layer.Members);
        var product = graph.Reshape(graph.Node("MatMul", [stacked, place.Tensor("weight")]), -1, layer.OutputsFor(place.Inputs));
        return graph.Add(graph.Multiply(product, place.Tensor("output-scale")), place.Tensor("bias"));
    }

    /// <summary>h = (f₁(x₁), f₂(x₂), …) for each member; columns handed on as they are go to each.</summary>
    public static string Concatenation(GraphBuilder graph, Concatenation layer, LayerPlace place, string x)
    {
        var (parts, child) = (new List<string>(), 0);
        foreach (var branch in layer.Branches)
        {
            graph.Scope = "/network." + place.Path;
            var part = branch.Count == layer.Features ? x : graph.Range(x, 1, branch.First, branch.Count);
            if (branch.Layer is not null)
            {
                part = LayerNodes.AddChild(graph, layer, place, child++, part);
            }

            graph.Scope = "/network." + place.Path;
            parts.Add(layer.Members == 1 ? part
                : branch.Layer is null ? ForEachMember(graph, part, layer.Members, branch.Count)
                : graph.Reshape(part, 0, layer.Members, branch.Layer.OutputsFor(branch.Count) / layer.Members));
        }

        return layer.Members == 1 ? graph.SideBySide(parts) : graph.Reshape(
            graph.Node("Concat", parts, AttributeProto.Of("axis", 2L)), 0, layer.OutputsFor(place.Inputs));
    }

    /// <summary>The mean over the members of what each predicts from its outputs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">N×(k·width).</param>
    /// <param name="members">k.</param>
    /// <param name="width">Outputs of a member.</param>
    /// <param name="predict">From n×width outputs to n×width predictions.</param>
    /// <returns>N×width.</returns>
    public static string Mean(GraphBuilder graph, string outputs, int members, int width, Func<string, string> predict)
    {
        if (members == 1)
        {
            return predict(outputs);
        }

        graph.Scope = "/members";
        var predictions = predict(graph.Reshape(outputs, -1, width));
        graph.Scope = "/members";
        return graph.MeanAlong(graph.Reshape(predictions, -1, members, width), axis: 1);
    }

    /// <summary>[N,k,columns] from [N,columns]</summary>
    private static string ForEachMember(GraphBuilder graph, string x, int members, int columns) =>
        graph.Node("Expand", [graph.Reshape(x, 0, 1, columns), graph.Integers(1, members, 1)]);
}
