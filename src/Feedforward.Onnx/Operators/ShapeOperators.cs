using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>The operators that keep the elements and give them another shape: Identity, Flatten, Reshape, Squeeze, Unsqueeze.</summary>
internal static class ShapeOperators
{
    /// <summary>x itself.</summary>
    public static Tensor[] Identity(NodeRun node) => [node.Input(0)];

    /// <summary>A matrix: the axes before one make the rows, the others the columns.</summary>
    public static Tensor[] Flatten(NodeRun node)
    {
        var x = node.Input(0);
        var axis = node.Integer("axis", 1);
        var split = axis == x.Shape.Length ? x.Shape.Length : NodeRun.Axis(axis, x.Shape.Length);
        return [x.As([TensorElements.Count(x.Shape.AsSpan(..split), "result"), TensorElements.Count(x.Shape.AsSpan(split..), "result")])];
    }

    /// <summary>A given shape, in which 0 keeps a size (unless allowzero, since opset 14) and one −1 is what is left.</summary>
    public static Tensor[] Reshape(NodeRun node)
    {
        var x = node.Input(0);
        var wanted = node.OptionalIntegers(1)?.ToArray() ?? throw new ModelFileException("the input 1, the shape, is missing");
        var isZeroAllowed = node.Version >= 14 && node.Integer("allowzero", 0) != 0;
        if (isZeroAllowed && wanted.Contains(0) && wanted.Contains(-1))
        {
            throw new ModelFileException("with allowzero a shape cannot have a 0 and a -1");
        }

        for (var i = 0; i < wanted.Length && !isZeroAllowed; i++)
        {
            if (wanted[i] == 0)
            {
                wanted[i] = i < x.Shape.Length ? x.Shape[i] : throw new ModelFileException($"{x.ShapeText} has no size {i} to keep");
            }
        }

        if (wanted.Count(size => size == -1) is var free && free > 1)
        {
            throw new ModelFileException("more than one size of the shape is -1");
        }

        if (free == 1)
        {
            var others = TensorElements.Count(TensorElements.Shape([.. wanted.Where(size => size != -1)], "result"), "result");
            wanted[Array.IndexOf(wanted, -1)] = others > 0 && x.Count % others == 0
                ? x.Count / others
                : throw new ModelFileException($"{x.Count} elements cannot be cut into parts of {others}");
        }

        var shape = TensorElements.Shape(wanted, "result");
        return TensorElements.Count(shape, "result") == x.Count
            ? [x.As(shape)]
            : throw new ModelFileException($"{x.ShapeText} has {x.Count} elements; the shape {Tensor.Text(shape)} has another number");
    }

    /// <summary>Without axes of size 1: the given ones, or all.</summary>
    public static Tensor[] Squeeze(NodeRun node)
    {
        var x = node.Input(0);
        if (Axes(node) is not { } given)
        {
            return [x.As([.. x.Shape.Where(size => size != 1)])];
        }

        var axes = given.Select(axis => NodeRun.Axis(axis, x.Shape.Length)).ToHashSet();
        return axes.All(axis => x.Shape[axis] == 1)
            ? [x.As([.. x.Shape.Where((_, axis) => !axes.Contains(axis))])]
            : throw new ModelFileException($"axes [{string.Join(", ", given.Take(8))}] of {x.ShapeText} are not all of size 1");
    }

    /// <summary>With new axes of size 1; their numbers are those in the result.</summary>
    public static Tensor[] Unsqueeze(NodeRun node)
    {
        var x = node.Input(0);
        var given = Axes(node) ?? throw new ModelFileException("the axes are missing");
        var rank = x.Shape.Length + given.Count;
        if (rank > TensorElements.MostDimensions)
        {
            throw new ModelFileException($"{rank} dimensions are more than {TensorElements.MostDimensions}");
        }

        var axes = given.Select(axis => NodeRun.Axis(axis, rank)).ToHashSet();
        if (axes.Count != given.Count)
        {
            throw new ModelFileException($"axes [{string.Join(", ", given.Take(8))}] name one twice");
        }

        var kept = new Queue<int>(x.Shape);
        return [x.As([.. Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : kept.Dequeue())])];
    }

    /// <summary>An attribute before opset 13, an input since.</summary>
    private static IReadOnlyList<long>? Axes(NodeRun node) => node.Version >= 13 ? node.OptionalIntegers(1) : node.Integers("axes");
}
