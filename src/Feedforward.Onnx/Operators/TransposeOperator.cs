using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>Transpose: the axes in another order, reversed where none is given.</summary>
internal static class TransposeOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        var x = node.Input(0);
        var order = node.Integers("perm")?.ToArray() ?? [.. Enumerable.Range(0, x.Shape.Length).Reverse().Select(axis => (long)axis)];
        if (order.Length != x.Shape.Length || !order.Order().SequenceEqual(Enumerable.Range(0, x.Shape.Length).Select(axis => (long)axis)))
        {
            throw new ModelFileException($"perm = [{string.Join(", ", order.Take(8))}] is no order of the axes of {x.ShapeText}");
        }

        return [Permuted(x, Array.ConvertAll(order, axis => (int)axis), node.Allowance)];
    }

    /// <summary>The axes in another order.</summary>
    public static Tensor Permuted(Tensor x, ReadOnlySpan<int> order, ReadAllowance allowance)
    {
        var steps = new int[x.Shape.Length];
        for (var (axis, step) = (steps.Length - 1, 1); axis >= 0; axis--)
        {
            steps[axis] = step;
            step *= x.Shape[axis];
        }

        var (shape, walked) = (new int[order.Length], new int[order.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            (shape[i], walked[i]) = (x.Shape[order[i]], steps[order[i]]);
        }

        return x.Take(shape, Broadcasting.Walk(shape, walked, allowance), allowance);
    }
}
