using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Graphs;

/// <summary>From a column of numbers to a feature: the arithmetic of each scaling, operation by operation.</summary>
internal static class NumberNodes
{
    /// <summary>(x − mean) / deviation within its limit; 0 where x is missing</summary>
    public static string Standard(GraphBuilder graph, NumberEncoder encoder)
    {
        var x = graph.Input(encoder.Column, ElementType.Float, 1, FeatureNodes.MissingNumber);
        var missing = graph.Node("IsNaN", [x]);
        var scaled = FeatureNodes.ZeroWhere(graph, missing, Limited(graph, FeatureNodes.Scaled(graph, x, encoder.Mean, encoder.Deviation)));
        return FeatureNodes.WithIndicator(graph, scaled, missing, encoder.MissingIndicator);
    }

    /// <summary>No feature is so large that a network would overflow.</summary>
    public static string Limited(GraphBuilder graph, string x) => Clipped(graph, x, -NumberEncoder.Limit, NumberEncoder.Limit);

    /// <summary>z / √(1 + (z / 3)²) with z = (x − median) · scale; x is the fill where missing</summary>
    public static string Robust(GraphBuilder graph, RobustNumberEncoder encoder) => Robust(graph, encoder, Input(graph, encoder));

    /// <summary>The rank's score, then the scaled number</summary>
    public static string NumberAndRank(GraphBuilder graph, NumberAndRankEncoder encoder)
    {
        var x = Input(graph, encoder);
        return graph.SideBySide([Quantile(graph, encoder.Rank, x), Robust(graph, encoder.Size, x)]);
    }

    /// <summary>
    /// s₀ + (x − k₀) / (k₁ − k₀) · (s₁ − s₀) with the knots k at either side of x and their scores s; 0 where x is missing.
    /// The interval's number is how many knots are at or below x, less one.
    /// </summary>
    public static string Quantile(GraphBuilder graph, QuantileEncoder encoder) => Quantile(graph, encoder, Input(graph, encoder));

    private static string Input(GraphBuilder graph, FeatureEncoder encoder) =>
        graph.Input(encoder.Column, ElementType.Float, 1, FeatureNodes.MissingNumber);

    private static string Robust(GraphBuilder graph, RobustNumberEncoder encoder, string x)
    {
        var missing = graph.Node("IsNaN", [x]);
        var known = graph.Node("Where", [missing, graph.Scalar(encoder.Fill), x]);
        var difference = Clipped(graph, graph.Subtract(known, graph.Scalar(encoder.Median)), float.MinValue, float.MaxValue);
        var z = Clipped(
            graph, graph.Multiply(difference, graph.Scalar(encoder.Scale)), -RobustNumberEncoder.Limit, RobustNumberEncoder.Limit);
        var ratio = graph.Divide(z, graph.Scalar(RobustNumberEncoder.Bound));
        var root = graph.Node("Sqrt", [graph.Add(graph.Scalar(1), graph.Multiply(ratio, ratio))]);
        return FeatureNodes.WithIndicator(graph, graph.Divide(z, root), missing, encoder.MissingIndicator);
    }

    private static string Quantile(GraphBuilder graph, QuantileEncoder encoder, string x)
    {
        var missing = graph.Node("IsNaN", [x]);
        if (encoder.Knots.Count == 0)
        {
            var zero = graph.Multiply(graph.Number(missing), graph.Scalar(0));
            return FeatureNodes.WithIndicator(graph, zero, missing, encoder.MissingIndicator);
        }

        float[] knots = [.. encoder.Knots], scores = [.. encoder.Scores];
        var known = Clipped(graph, graph.Node("Where", [missing, graph.Scalar(knots[0]), x]), knots[0], knots[^1]);
        var starts = graph.List(knots.AsSpan(..^1));
        var below = graph.Number(graph.Node("GreaterOrEqual", [known, starts]));
        var count = graph.Node("ReduceSum", [below, graph.Integers(1)]);
        var interval = graph.Node(
            "Cast", [graph.Subtract(count, graph.Scalar(1))], AttributeProto.Of("to", (long)ElementType.Int64));
        var share = graph.Divide(graph.Subtract(known, OfInterval(starts)), OfInterval(graph.List(Differences(knots))));
        var score = graph.Add(
            OfInterval(graph.List(scores.AsSpan(..^1))), graph.Multiply(share, OfInterval(graph.List(Differences(scores)))));
        return FeatureNodes.WithIndicator(
            graph, FeatureNodes.ZeroWhere(graph, missing, score), missing, encoder.MissingIndicator);

        string OfInterval(string list) => graph.Node("Gather", [list, interval], AttributeProto.Of("axis", 0L));
    }

    private static string Clipped(GraphBuilder graph, string x, float least, float most) =>
        graph.Node("Clip", [x, graph.Scalar(least), graph.Scalar(most)]);

    private static float[] Differences(float[] values) => [.. values.Skip(1).Zip(values, (next, value) => next - value)];
}
