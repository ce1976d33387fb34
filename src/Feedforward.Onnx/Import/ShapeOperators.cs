using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Import;

/// <summary>Operators that change the shape or the type of a value and leave its numbers as they are.</summary>
internal static class ShapeOperators
{
    /// <summary>One row of numbers for each example.</summary>
    public static Value Flatten(NodeReading node) => node.Axis(node.Integer("axis", 1), node.Value(0).Rank + 1) == 1
        ? new Value(node.Value(0).Signal, node.Value(0).Width)
        : throw node.Refused("it flattens from another axis than 1, which would mix the examples");

    /// <summary>Another shape; its first size has to be that of the examples.</summary>
    public static Value Reshape(NodeReading node)
    {
        var value = node.Value(0);
        var sizes = node.Integers("shape", 1) ?? throw node.Refused("it has no shape");
        var keeps = node.Integer("allowzero", 0) == 0;
        var shape = sizes.Skip(1).Select((size, axis) => size == 0 && keeps && axis < value.Shape.Length ? value.Shape[axis] : size).ToArray();
        var known = Product(shape.Where(size => size != -1));
        if (shape.Count(size => size == -1) == 1 && known > 0 && value.Width % known == 0 && (sizes[0] != -1 || node.ConstantOrNull(1) is { IsSizes: true }))
        {
            shape[Array.IndexOf(shape, -1)] = value.Width / known;
            known = value.Width;
        }

        // One example was exported where the first size is 1; N of them keep the same shape behind it.
        return sizes.Length > 0 && sizes[0] is -1 or 0 or 1 && known == value.Width && !shape.Contains(-1)
            ? new Value(value.Signal, [.. shape.Select(size => (int)size)])
            : throw node.Refused($"it makes shape [{string.Join(", ", sizes)}] of {value}; the first size has to stay that of the examples (-1, or 0), the others have to hold {value.Width} numbers");
    }

    /// <summary>Without axes of length 1.</summary>
    public static Value Squeeze(NodeReading node)
    {
        var value = node.Value(0);
        var axes = node.Integers("axes", 1)?.Select(axis => node.FeatureAxis(axis, value.Rank)).ToHashSet();
        if (axes?.Any(axis => value.Shape[axis - 1] != 1) == true)
        {
            throw node.Refused($"it takes away axes of {value} that are longer than 1");
        }

        return new Value(value.Signal, [.. value.Shape.Where((size, i) => axes is null ? size != 1 : !axes.Contains(i + 1))]);
    }

    /// <summary>With more axes of length 1.</summary>
    public static Value Unsqueeze(NodeReading node)
    {
        var value = node.Value(0);
        var axes = node.Integers("axes", 1) ?? throw node.Refused("it has no axes");
        if (axes.Length > 8)
        {
            throw node.Refused($"it adds {axes.Length} axes");
        }

        var shape = value.Shape.ToList();
        foreach (var axis in axes.Select(axis => node.FeatureAxis(axis, value.Rank + axes.Length)).Order())
        {
            shape.Insert(Math.Min(axis - 1, shape.Count), 1);
        }

        return new Value(value.Signal, [.. shape]);
    }

    /// <summary>Other orders of axes, as long as the numbers stay in their order.</summary>
    public static Value Transpose(NodeReading node)
    {
        var value = node.Value(0);
        long[] order = node.Attribute("perm") is { } found ? [.. found.Integers] : [.. Enumerable.Range(0, value.Rank).Reverse().Select(axis => (long)axis)];
        if (order.Length != value.Rank || !order.Order().SequenceEqual(Enumerable.Range(0, value.Rank).Select(axis => (long)axis)))
        {
            throw node.Refused($"it orders the axes of {value} as {string.Join(", ", order)}");
        }

        var longAxes = order.Where(axis => axis == 0 || value.Shape[axis - 1] != 1).ToList();
        return order[0] == 0 && longAxes.SequenceEqual(longAxes.Order())
            ? new Value(value.Signal, [.. order.Skip(1).Select(axis => value.Shape[axis - 1])])
            : throw node.Refused("it changes the order of an example's numbers, or transposes the examples");
    }

    /// <summary>The sizes of a value; −1 for the examples.</summary>
    public static ConstantTensor Sizes(NodeReading node)
    {
        var value = node.Value(0);
        int[] sizes = [-1, .. value.Shape];
        var start = (int)Math.Clamp(node.Integer("start", 0) is < 0 and var fromBack ? fromBack + sizes.Length : node.Integer("start", 0), 0, sizes.Length);
        var end = (int)Math.Clamp(node.Integer("end", sizes.Length) is < 0 and var backEnd ? backEnd + sizes.Length : node.Integer("end", sizes.Length), start, sizes.Length);
        return new ConstantTensor([end - start], [.. sizes[start..end].Select(size => (double)size)], isSizes: true);
    }

    /// <summary>The same numbers as another type; whole numbers may only name categories.</summary>
    public static Value Cast(NodeReading node)
    {
        var type = (ElementType)node.Integer("to", (long)ElementType.Float);
        return type switch
        {
            ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16 => node.Value(0),
            ElementType.Int64 or ElementType.Int32 when IsCategory(node.Value(0)) => node.Value(0),
            _ => throw node.Refused($"it makes numbers of type {type} of what is computed from the examples; a network computes in floating point"),
        };
    }

    /// <summary>As exported for inference, where nothing is dropped.</summary>
    public static Value Dropout(NodeReading node) => !node.Has(2) || node.Constant(2) is { Count: 1 } training && training.Numbers[0] == 0
        ? node.Value(0)
        : throw node.Refused("it is in training mode; export the network for inference");

    /// <summary>The product; 0 where it is larger than any row can be.</summary>
    private static long Product(IEnumerable<long> sizes) => sizes.Aggregate(1L, (product, size) => size is < 0 or > 1L << 30 || product > 1L << 30 ? 0 : product * size);

    /// <summary>Features as they came in: an embedding rounds them itself.</summary>
    private static bool IsCategory(Value value) => value.Signal is InputSignal or StepSignal { Step: SelectionStep };
}
