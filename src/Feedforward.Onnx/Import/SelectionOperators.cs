namespace Feedforward.Onnx.Import;

/// <summary>Operators that take some of the features, or put features side by side.</summary>
internal static class SelectionOperators
{
    /// <summary>Columns by their numbers; a single number takes the axis away.</summary>
    public static Value Gather(NodeReading node)
    {
        var value = Row(node);
        node.FeatureAxis(node.Integer("axis", 0), value.Rank);
        var indices = node.Constant(1);
        int[] columns = [.. indices.Integers().Select(index => Place(node, index, value.Width))];
        return Selected(node, value, columns, indices.Shape.Length == 0 ? [] : [columns.Length]);
    }

    /// <summary>A range of columns.</summary>
    public static Value Slice(NodeReading node)
    {
        var value = Row(node);
        var starts = node.Integers("starts", 1) ?? throw node.Refused("it has no starts");
        var ends = node.Integers("ends", 2) ?? throw node.Refused("it has no ends");
        var axes = node.Integers("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        var steps = node.Integers("steps", 4) ?? [.. starts.Select(_ => 1L)];
        if (starts.Length != 1 || ends.Length != 1 || axes.Length != 1 || steps.Length != 1 || steps[0] < 1)
        {
            throw node.Refused("it cuts something else than a range of columns in their order");
        }

        node.FeatureAxis(axes[0], value.Rank);
        var (start, end) = (Bound(starts[0], value.Width), Bound(ends[0], value.Width));
        var columns = new List<int>();
        for (var column = start; column < end; column += (int)Math.Min(steps[0], value.Width))
        {
            columns.Add(column);
        }

        return Selected(node, value, [.. columns], [columns.Count]);
    }

    /// <summary>Ranges of columns, one behind the other.</summary>
    public static IReadOnlyList<Value> Split(NodeReading node)
    {
        var value = Row(node);
        node.FeatureAxis(node.Integer("axis", 0), value.Rank);
        var parts = node.Node.Outputs.Count;
        var part = (value.Width + parts - 1) / parts;
        var sizes = node.Integers("split", 1)
            ?? [.. Enumerable.Range(0, parts).Select(i => (long)Math.Clamp(value.Width - (i * part), 0, part))];
        if (sizes.Length != parts || sizes.Any(size => size < 1 || size > value.Width) || sizes.Sum() != value.Width)
        {
            throw node.Refused($"it splits {value.Width} columns into parts of {string.Join(", ", sizes)}");
        }

        var (values, first) = (new List<Value>(), 0);
        foreach (var size in sizes)
        {
            values.Add(Selected(node, value, [.. Enumerable.Range(first, (int)size)], [(int)size]));
            first += (int)size;
        }

        return values;
    }

    /// <summary>Columns side by side.</summary>
    public static Value Concatenate(NodeReading node)
    {
        if (node.Count == 1)
        {
            return node.Value(0);
        }

        var values = Enumerable.Range(0, node.Count).Select(node.Value).ToList();
        var axis = node.FeatureAxis(node.Integer("axis", 1), values[0].Rank);
        if (values.Exists(value => value.Rank != values[0].Rank || !value.IsRow || axis != value.Rank - 1))
        {
            throw node.Refused($"it joins values of shapes {string.Join(", ", values)} along axis {axis}; rows of features are joined along the last");
        }

        var joined = new ConcatenatedSignal(node.Node, [.. values.Select(value => value.Signal)]);
        return new Value(joined, [.. values[0].Shape[..^1], joined.Width]);
    }

    private static Value Row(NodeReading node) => node.Value(0) is { Shape.Length: 1 } row
        ? row
        : throw node.Refused($"it takes a part of a value of shape {node.Value(0)}; [N, features] is expected");

    private static Value Selected(NodeReading node, Value value, int[] columns, int[] shape) => columns.Length == 0
        ? throw node.Refused("it takes no column at all")
        : new Value(new StepSignal(node.Node, new SelectionStep(columns), value.Signal), shape);

    private static int Place(NodeReading node, long index, int width) => index >= -width && index < width
        ? (int)(index < 0 ? index + width : index)
        : throw node.Refused($"it takes column {index} of {width}");

    private static int Bound(long bound, int width) => (int)Math.Clamp(bound < 0 ? bound + width : bound, 0, width);
}
