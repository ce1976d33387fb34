using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Import;

/// <summary>Operators whose inputs are all constants: transposed and cast weights, shapes put together, statistics folded into a factor.</summary>
internal static class ConstantFolding
{
    private const int MostNumbers = 1 << 28;

    private static readonly Dictionary<string, Func<NodeReading, ConstantTensor>> Folds = new()
    {
        ["Cast"] = node => Cast(node),
        ["Concat"] = Concat,
        ["ConstantOfShape"] = node => Filled(node, node.Constant(0).Integers(), node.Attribute("value")?.Tensor is { } value ? Single(node, value) : 0),
        ["Expand"] = node => ConstantBroadcast.Of(node, [node.Constant(0), Zeros(node)], x => x[0]),
        ["Flatten"] = node => Reshaped(node, [.. Halves(node)]),
        ["Gather"] = Gather,
        ["Identity"] = node => node.Constant(0),
        ["MatMul"] = MatMul,
        ["Max"] = node => ConstantBroadcast.Of(node, All(node), x => x.Max()),
        ["Min"] = node => ConstantBroadcast.Of(node, All(node), x => x.Min()),
        ["Range"] = Range,
        ["ReduceProd"] = node => new ConstantTensor([1], [node.Constant(0).Numbers.Aggregate(1.0, (product, number) => product * number)]),
        ["Reshape"] = node => Reshaped(node, node.Integers("shape", 1) ?? []),
        ["Shape"] = node => new ConstantTensor([node.Constant(0).Shape.Length], [.. node.Constant(0).Shape.Select(size => (double)size)]),
        ["Slice"] = Slice,
        ["Squeeze"] = node => Squeeze(node),
        ["Transpose"] = Transpose,
        ["Unsqueeze"] = node => Unsqueeze(node),
    };

    /// <summary>The constant a node gives; null where there is no way to compute it here.</summary>
    public static ConstantTensor? Of(NodeReading node)
    {
        if (Folds.TryGetValue(node.Node.Operator, out var fold))
        {
            return fold(node);
        }

        return ElementwiseOperators.Function(node) is { } function ? ConstantBroadcast.Of(node, All(node), function) : null;
    }

    private static ConstantTensor[] All(NodeReading node) => [.. Enumerable.Range(0, node.Count).Select(node.Constant)];

    private static ConstantTensor Cast(NodeReading node)
    {
        var tensor = node.Constant(0);
        var isWhole = (ElementType)node.Integer("to", 1) is not (ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16);
        return isWhole ? new ConstantTensor(tensor.Shape, Array.ConvertAll(tensor.Numbers, Math.Truncate), tensor.IsSizes) : tensor;
    }

    private static ConstantTensor Concat(NodeReading node)
    {
        var parts = All(node);
        var axis = node.Axis(node.Integer("axis", 0), Math.Max(1, parts[0].Shape.Length));
        if (Array.Exists(parts, part => part.Shape.Length != parts[0].Shape.Length || part.Shape.Length == 0
            || part.Shape.Where((size, i) => i != axis && size != parts[0].Shape[i]).Any()))
        {
            throw node.Refused("it joins constants whose shapes do not fit");
        }

        int[] shape = [.. parts[0].Shape];
        shape[axis] = (int)Math.Min(int.MaxValue, parts.Sum(part => (long)part.Shape[axis]));
        var numbers = Memory(node, shape);
        var inner = shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        var place = 0;
        for (var outer = 0; place < numbers.Length; outer++)
        {
            foreach (var part in parts)
            {
                var run = part.Shape[axis] * inner;
                part.Numbers.AsSpan(outer * run, run).CopyTo(numbers.AsSpan(place));
                place += run;
            }
        }

        return new ConstantTensor(shape, numbers, Array.Exists(parts, part => part.IsSizes));
    }

    private static ConstantTensor Gather(NodeReading node)
    {
        var (table, indices) = (node.Constant(0), node.Constant(1));
        var axis = node.Axis(node.Integer("axis", 0), table.Shape.Length);
        int[] shape = [.. table.Shape[..axis], .. indices.Shape, .. table.Shape[(axis + 1)..]];
        var numbers = Memory(node, shape);
        var inner = table.Shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        var places = indices.Integers();
        for (var i = 0; i < numbers.Length; i += inner)
        {
            var index = places[i / inner % places.Length];
            index = index < 0 ? index + table.Shape[axis] : index;
            if (index < 0 || index >= table.Shape[axis])
            {
                throw node.Refused($"it takes element {index} of {table.Shape[axis]}");
            }

            var outer = i / inner / places.Length;
            table.Numbers.AsSpan((((outer * table.Shape[axis]) + (int)index) * inner), inner).CopyTo(numbers.AsSpan(i));
        }

        return new ConstantTensor(shape, numbers, table.IsSizes);
    }

    private static ConstantTensor MatMul(NodeReading node)
    {
        var (a, b) = (node.Constant(0), node.Constant(1));
        if (a.Shape.Length != 2 || b.Shape.Length != 2 || a.Shape[1] != b.Shape[0] || (long)a.Shape[0] * a.Shape[1] * b.Shape[1] > MostNumbers)
        {
            throw node.Refused("it multiplies constants that are no matrices of fitting sizes");
        }

        int[] shape = [a.Shape[0], b.Shape[1]];
        var numbers = Memory(node, shape);
        for (var i = 0; i < shape[0]; i++)
        {
            for (var k = 0; k < a.Shape[1]; k++)
            {
                for (var j = 0; j < shape[1]; j++)
                {
                    numbers[(i * shape[1]) + j] += a.Numbers[(i * a.Shape[1]) + k] * b.Numbers[(k * shape[1]) + j];
                }
            }
        }

        return new ConstantTensor(shape, numbers);
    }

    private static ConstantTensor Range(NodeReading node)
    {
        var (start, limit, delta) = (First(node, 0), First(node, 1), First(node, 2));
        var count = Math.Ceiling((limit - start) / delta);
        var numbers = Memory(node, count is >= 0 and < MostNumbers ? (int)count : throw node.Refused("it counts without end"));
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = start + (i * delta);
        }

        return new ConstantTensor([numbers.Length], numbers);
    }

    private static ConstantTensor Reshaped(NodeReading node, long[] sizes)
    {
        var tensor = node.Constant(0);
        var shape = sizes.Select((size, axis) => size == 0 && axis < tensor.Shape.Length ? tensor.Shape[axis] : size).ToArray();
        var known = shape.Where(size => size >= 0).Aggregate(1.0, (product, size) => product * size);
        if (shape.Count(size => size == -1) == 1 && known > 0)
        {
            shape[Array.IndexOf(shape, -1)] = (long)(tensor.Count / known);
        }

        return shape.All(size => size is >= 0 and <= int.MaxValue) && shape.Aggregate(1.0, (product, size) => product * size) == tensor.Count
            ? new ConstantTensor([.. shape.Select(size => (int)size)], tensor.Numbers, tensor.IsSizes)
            : throw node.Refused($"it makes shape [{string.Join(", ", sizes)}] of a constant of shape [{string.Join(", ", tensor.Shape)}]");
    }

    private static long[] Halves(NodeReading node)
    {
        var shape = node.Constant(0).Shape;
        var axis = node.Integer("axis", 1) is >= 0 and <= 64 and var found ? (int)found : 1;
        var first = shape.Take(axis).Aggregate(1L, (product, size) => product * size);
        return [first, first == 0 ? 0 : node.Constant(0).Count / first];
    }

    private static ConstantTensor Slice(NodeReading node)
    {
        var tensor = node.Constant(0);
        var starts = node.Integers("starts", 1);
        var ends = node.Integers("ends", 2);
        var axes = node.Integers("axes", 3) ?? [0];
        if (starts is not [var start] || ends is not [var end] || axes is not [0] || tensor.Shape.Length != 1 || node.Integers("steps", 4) is not (null or [1]))
        {
            throw node.Refused("it cuts a constant along something else than its one axis");
        }

        var (from, to) = (Bound(start), Bound(end));
        double[] numbers = [.. tensor.Numbers.Skip(from).Take(Math.Max(0, to - from))];
        return new ConstantTensor([numbers.Length], numbers, tensor.IsSizes);

        int Bound(long bound) => (int)Math.Clamp(bound < 0 ? bound + tensor.Count : bound, 0, tensor.Count);
    }

    private static ConstantTensor Squeeze(NodeReading node)
    {
        var tensor = node.Constant(0);
        var axes = node.Integers("axes", 1)?.Select(axis => node.Axis(axis, tensor.Shape.Length)).ToHashSet();
        return new ConstantTensor(
            [.. tensor.Shape.Where((size, axis) => size != 1 || (axes is not null && !axes.Contains(axis)))], tensor.Numbers, tensor.IsSizes);
    }

    private static ConstantTensor Unsqueeze(NodeReading node)
    {
        var tensor = node.Constant(0);
        var axes = node.Integers("axes", 1) is { Length: <= 8 } found ? found : throw node.Refused("it has no axes, or very many");
        var shape = tensor.Shape.ToList();
        foreach (var axis in axes.Select(axis => node.Axis(axis, tensor.Shape.Length + axes.Length)).Order())
        {
            shape.Insert(Math.Min(axis, shape.Count), 1);
        }

        return new ConstantTensor([.. shape], tensor.Numbers, tensor.IsSizes);
    }

    private static ConstantTensor Transpose(NodeReading node)
    {
        var tensor = node.Constant(0);
        var rank = tensor.Shape.Length;
        long[] order = node.Attribute("perm") is { } found ? [.. found.Integers] : [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis)))
        {
            throw node.Refused($"it orders {rank} axes as {string.Join(", ", order)}");
        }

        int[] shape = [.. order.Select(axis => tensor.Shape[axis])];
        var strides = new int[rank];
        for (var (axis, stride) = (rank - 1, 1); axis >= 0; stride *= tensor.Shape[axis--])
        {
            strides[axis] = stride;
        }

        var numbers = Memory(node, shape);
        for (var i = 0; i < numbers.Length; i++)
        {
            var (rest, place) = (i, 0);
            for (var axis = rank - 1; axis >= 0; axis--)
            {
                place += rest % shape[axis] * strides[order[axis]];
                rest /= shape[axis];
            }

            numbers[i] = tensor.Numbers[place];
        }

        return new ConstantTensor(shape, numbers);
    }

    private static ConstantTensor Filled(NodeReading node, long[] sizes, double number)
    {
        int[] shape = [.. sizes.Select(size => size is >= 0 and <= int.MaxValue ? (int)size : throw node.Refused($"it makes a constant of size {size}"))];
        var numbers = Memory(node, shape);
        Array.Fill(numbers, number);
        return new ConstantTensor(shape, numbers);
    }

    private static ConstantTensor Zeros(NodeReading node) => Filled(node, node.Constant(1).Integers(), 0);

    private static double Single(NodeReading node, TensorProto tensor) =>
        ConstantTensor.Of(tensor, node.Allowance) is { Count: 1 } value ? value.Numbers[0] : throw node.Refused("its value is no single number");

    private static double First(NodeReading node, int input) =>
        node.Constant(input) is { Count: 1, IsSizes: false } value ? value.Numbers[0] : throw node.Refused("it counts from or to something that is no number");

    /// <summary>Memory for a constant, charged before it is taken.</summary>
    public static double[] Memory(NodeReading node, params int[] shape)
    {
        var count = shape.Aggregate(1.0, (product, size) => product * size);
        if (count > MostNumbers)
        {
            throw node.Refused($"it makes a constant of {count:0} numbers");
        }

        node.Allowance.Charge(sizeof(double) * (long)count);
        return new double[(int)count];
    }
}
