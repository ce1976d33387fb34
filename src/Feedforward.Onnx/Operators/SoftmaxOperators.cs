using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// Softmax and LogSoftmax. Since opset 13 along one axis (the last where none is given); before, the axes from the given
/// one on (1 where none is given) count as one.
/// </summary>
internal static class SoftmaxOperators
{
    /// <summary>eˣ/Σeˣ: the core's softmax, for single precision in the arithmetic of training.</summary>
    public static Tensor[] Softmax(NodeRun node) => Along(node, (x, rows) =>
    {
        if (x is TensorOf<float> { Values: var values })
        {
            var single = (float[])values.Clone();
            Activations.Softmax.Apply(new Matrix<float>(single, rows, single.Length / rows));
            return new TensorOf<float>(x.Type, x.Shape, single);
        }

        var all = x.ToDoubles(node.Allowance);
        Activations.Softmax.Apply(new Matrix<double>(all, rows, all.Length / rows));
        return TensorElementKind.Of(x.Type, x.Shape, all, node.Allowance);
    });

    /// <summary>x − log Σeˣ, with the largest x taken out of the sum.</summary>
    public static Tensor[] LogSoftmax(NodeRun node) => Along(node, (x, rows) =>
    {
        var all = x.ToDoubles(node.Allowance);
        var width = all.Length / rows;
        for (var i = 0; i < rows; i++)
        {
            var row = all.AsSpan(i * width, width);
            var largest = new Real64(double.NegativeInfinity);
            foreach (var value in row)
            {
                largest = Real64.Max(largest, new Real64(value));
            }

            var sum = Real64.Zero;
            foreach (var value in row)
            {
                sum += Real64.Exp(new Real64(value) - largest);
            }

            var logarithm = largest + Real64.Log(sum);
            foreach (ref var value in row)
            {
                value = (new Real64(value) - logarithm).Value;
            }
        }

        return TensorElementKind.Of(x.Type, x.Shape, all, node.Allowance);
    });

    /// <summary>Brings the axes into rows, which the formula takes with their number, and the result back.</summary>
    private static Tensor[] Along(NodeRun node, Func<Tensor, int, Tensor> formula)
    {
        var x = node.Input(0);
        if (!x.Type.IsFloating())
        {
            throw node.Unsupported($"elements of type {x.Type}");
        }

        var rank = x.Shape.Length;
        var given = node.Integer("axis", node.Version >= 13 ? -1 : 1);
        if (node.Version < 13)
        {
            var split = given == rank ? rank : NodeRun.Axis(given, rank);
            return x.Count == 0 ? [x] : [formula(x, TensorElements.Count(x.Shape.AsSpan(..split), "rows")).As(x.Shape)];
        }

        var axis = rank == 0 ? 0 : NodeRun.Axis(given, rank);
        if (x.Count == 0)
        {
            return [x];
        }

        if (axis >= rank - 1)
        {
            return [formula(x, rank == 0 ? 1 : x.Count / x.Shape[axis])];
        }

        // Swapping the axis with the last is its own inverse.
        var order = Enumerable.Range(0, rank).ToArray();
        (order[axis], order[^1]) = (order[^1], order[axis]);
        var rows = formula(TransposeOperator.Permuted(x, order, node.Allowance), x.Count / x.Shape[axis]);
        return [TransposeOperator.Permuted(rows, order, node.Allowance)];
    }
}
