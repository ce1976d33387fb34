namespace Feedforward.Onnx.Operators;

/// <summary>
/// Clip: min(max(x, low), high), so that high wins where low is above it. The bounds are attributes before opset 11,
/// optional inputs since.
/// </summary>
internal static class ClipOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        var x = node.Input(0);
        if (node.Version >= 11)
        {
            return [Apply(node, x, Bound(node, 1, x), Bound(node, 2, x))];
        }

        var (low, high) = (node.Float("min", float.MinValue), node.Float("max", float.MaxValue));
        return x.Type.IsFloating()
            ? [Apply(node, x, TensorElementKind.Of(x.Type, [], [low], node.Allowance), TensorElementKind.Of(x.Type, [], [high], node.Allowance))]
            : throw node.Unsupported($"elements of type {x.Type} in opset {node.Version}");
    }

    /// <summary>The numbers within bounds, each a tensor of one element or null.</summary>
    public static Tensor Apply(NodeRun node, Tensor x, Tensor? low, Tensor? high)
    {
        if (x.Type.IsFloating())
        {
            var values = x.ToDoubles(node.Allowance);
            Within(values, low?.ToDoubles(node.Allowance), high?.ToDoubles(node.Allowance));
            return TensorElementKind.Of(x.Type, x.Shape, values, node.Allowance);
        }

        if (!x.Type.IsInteger())
        {
            throw node.Unsupported($"elements of type {x.Type}");
        }

        var integers = x.ToIntegers(node.Allowance);
        Within(integers, low?.ToIntegers(node.Allowance), high?.ToIntegers(node.Allowance));
        return TensorElementKind.Of(x.Type, x.Shape, integers, node.Allowance);
    }

    private static Tensor? Bound(NodeRun node, int place, Tensor x) => node.OptionalInput(place) switch
    {
        null => null,
        { Count: 1 } bound when bound.Type == x.Type => bound,
        var other => throw new ModelFileException($"the bound in input {place} is {other.Type} {other.ShapeText}; it must be one {x.Type}"),
    };

    /// <summary>A NaN is below no bound and above none, so it stays.</summary>
    private static void Within<T>(T[] values, T[]? low, T[]? high)
        where T : IComparable<T>, System.Numerics.IComparisonOperators<T, T, bool>
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            value = low is not null && value < low[0] ? low[0] : value;
            values[i] = high is not null && value > high[0] ? high[0] : value;
        }
    }
}
