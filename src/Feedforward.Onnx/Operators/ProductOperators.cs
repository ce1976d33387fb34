using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>Gemm and MatMul. Sums are taken in double precision (or in whole numbers) and rounded once.</summary>
internal static class ProductOperators
{
    /// <summary>α·A′B′ + β·C, with A′ = A or Aᵀ; C repeats to the product's shape and may be left out since opset 11.</summary>
    public static Tensor[] Gemm(NodeRun node)
    {
        var (α, β) = (node.Float("alpha", 1), node.Float("beta", 1));
        var a = Transposed(node, node.Input(0), node.Integer("transA", 0));
        var b = Transposed(node, node.Input(1), node.Integer("transB", 0));
        var c = node.Version >= 11 ? node.OptionalInput(2) : node.Input(2);
        if (a.Type != b.Type || (c is not null && c.Type != a.Type))
        {
            throw new ModelFileException($"the inputs are {a.Type}, {b.Type} and {c?.Type}; they must be of one type");
        }

        if (!a.Type.IsFloating() && (α != 1 || β != 1))
        {
            throw node.Unsupported($"alpha or beta on elements of type {a.Type}");
        }

        int[] shape = [a.Shape[0], b.Shape[1]];
        var bias = c is null ? null : Broadcasting.To(c, shape, node.Allowance);
        if (!a.Type.IsFloating())
        {
            var whole = Integers(node, a, b, shape);
            var added = bias?.ToIntegers(node.Allowance);
            for (var i = 0; i < whole.Length && added is not null; i++)
            {
                whole[i] += added[i];
            }

            return [TensorElementKind.Of(a.Type, shape, whole, node.Allowance)];
        }

        var values = Numbers(node, a, b, shape);
        var offsets = bias?.ToDoubles(node.Allowance);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (α * values[i]) + (offsets is null ? 0 : β * offsets[i]);
        }

        return [TensorElementKind.Of(a.Type, shape, values, node.Allowance)];
    }

    /// <summary>The product of NumPy's matmul: stacks of matrices broadcast, and a list is a row on the left, a column on the right.</summary>
    public static Tensor[] MatMul(NodeRun node)
    {
        var (a, b) = (node.Input(0), node.Input(1));
        if (a.Shape.Length == 0 || b.Shape.Length == 0)
        {
            throw new ModelFileException("a single number has no matrix product");
        }

        if (a.Type != b.Type)
        {
            throw new ModelFileException($"the inputs are {a.Type} and {b.Type}; they must be of one type");
        }

        var (isRow, isColumn) = (a.Shape.Length == 1, b.Shape.Length == 1);
        a = isRow ? a.As([1, a.Shape[0]]) : a;
        b = isColumn ? b.As([b.Shape[0], 1]) : b;
        var stack = Broadcasting.Shape(a.Shape.AsSpan(..^2), b.Shape.AsSpan(..^2));
        int[] shape = [.. stack, a.Shape[^2], b.Shape[^1]];
        _ = TensorElements.Count(shape, "product");
        a = Broadcasting.To(a, [.. stack, a.Shape[^2], a.Shape[^1]], node.Allowance);
        b = Broadcasting.To(b, [.. stack, b.Shape[^2], b.Shape[^1]], node.Allowance);
        var product = a.Type.IsFloating()
            ? TensorElementKind.Of(a.Type, shape, Numbers(node, a, b, shape), node.Allowance)
            : TensorElementKind.Of(a.Type, shape, Integers(node, a, b, shape), node.Allowance);
        return [product.As([.. stack, .. isRow ? [] : (int[])[shape[^2]], .. isColumn ? [] : (int[])[shape[^1]]])];
    }

    private static Tensor Transposed(NodeRun node, Tensor matrix, long transposed) =>
        matrix.Shape.Length != 2 ? throw new ModelFileException($"an input has the shape {matrix.ShapeText}; it must be a matrix")
        : transposed == 0 ? matrix
        : TransposeOperator.Permuted(matrix, [1, 0], node.Allowance);

    private static double[] Numbers(NodeRun node, Tensor a, Tensor b, int[] shape)
    {
        node.Allowance.ChargeArray<double>(TensorElements.Count(shape, "product"));
        return Multiply(a.ToDoubles(node.Allowance), b.ToDoubles(node.Allowance), a.Shape, b.Shape, shape);
    }

    private static Int128[] Integers(NodeRun node, Tensor a, Tensor b, int[] shape)
    {
        if (!a.Type.IsInteger())
        {
            throw node.Unsupported($"elements of type {a.Type}");
        }

        node.Allowance.ChargeArray<Int128>(TensorElements.Count(shape, "product"));
        return Multiply(a.ToIntegers(node.Allowance), b.ToIntegers(node.Allowance), a.Shape, b.Shape, shape);
    }

    /// <summary>Stacks of matrices, as many in each.</summary>
    private static T[] Multiply<T>(T[] a, T[] b, int[] shapeOfA, int[] shapeOfB, int[] shape)
        where T : struct, System.Numerics.INumberBase<T>
    {
        var (rows, columns, inner) = (shape[^2], shape[^1], shapeOfA[^1]);
        if (shapeOfB[^2] != inner)
        {
            throw new ModelFileException($"the shapes {Tensor.Text(shapeOfA)} and {Tensor.Text(shapeOfB)} have no matrix product");
        }

        var product = new T[TensorElements.Count(shape, "product")];
        for (var row = 0; row < product.Length / Math.Max(columns, 1); row++)
        {
            var into = product.AsSpan(row * columns, columns);
            for (var k = 0; k < inner; k++)
            {
                var factor = a[(row * inner) + k];
                var others = b.AsSpan((((row / rows) * inner) + k) * columns, columns);
                for (var column = 0; column < columns; column++)
                {
                    into[column] += factor * others[column];
                }
            }
        }

        return product;
    }
}
