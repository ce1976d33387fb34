using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>Add, Sub, Mul, Div: two tensors, element by element, with broadcasting.</summary>
internal static class Arithmetic
{
    /// <summary>a + b</summary>
    public static Tensor[] Add(NodeRun node) => Apply(node, (a, b) => a + b, (a, b) => a + b);

    /// <summary>a − b</summary>
    public static Tensor[] Subtract(NodeRun node) => Apply(node, (a, b) => a - b, (a, b) => a - b);

    /// <summary>a · b</summary>
    public static Tensor[] Multiply(NodeRun node) => Apply(node, (a, b) => a * b, (a, b) => a * b);

    /// <summary>a / b; whole numbers are cut towards zero.</summary>
    public static Tensor[] Divide(NodeRun node) => Apply(node, (a, b) => a / b, (a, b) => b == 0
        ? throw new ModelFileException("a whole number is divided by 0")
        : a / b);

    /// <summary>Two tensors of one type repeated to their common shape.</summary>
    /// <exception cref="ModelFileException">They are of two types, or do not fit each other.</exception>
    public static (Tensor A, Tensor B) Aligned(Tensor a, Tensor b, ReadAllowance allowance)
    {
        if (a.Type != b.Type)
        {
            throw new ModelFileException($"the inputs are {a.Type} and {b.Type}; they must be of one type");
        }

        var shape = Broadcasting.Shape(a.Shape, b.Shape);
        return (Broadcasting.To(a, shape, allowance), Broadcasting.To(b, shape, allowance));
    }

    private static Tensor[] Apply(NodeRun node, Func<double, double, double> numbers, Func<Int128, Int128, Int128> integers)
    {
        var (a, b) = Aligned(node.Input(0), node.Input(1), node.Allowance);
        if (a.Type.IsFloating())
        {
            return [TensorElementKind.Of(a.Type, a.Shape, Each(a.ToDoubles(node.Allowance), b.ToDoubles(node.Allowance), numbers), node.Allowance)];
        }

        return a.Type.IsInteger()
            ? [TensorElementKind.Of(a.Type, a.Shape, Each(a.ToIntegers(node.Allowance), b.ToIntegers(node.Allowance), integers), node.Allowance)]
            : throw node.Unsupported($"elements of type {a.Type}");
    }

    /// <summary>Into the first array.</summary>
    private static T[] Each<T>(T[] a, T[] b, Func<T, T, T> function)
    {
        for (var i = 0; i < a.Length; i++)
        {
            a[i] = function(a[i], b[i]);
        }

        return a;
    }
}
