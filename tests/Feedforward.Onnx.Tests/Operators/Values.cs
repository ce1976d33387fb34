using Feedforward.Onnx.Format;
using Feedforward.Onnx.Operators;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Tests.Operators;

/// <summary>Tensors to compute with.</summary>
internal static class Values
{
    public static Tensor Of(int[] shape, params float[] values) => new TensorOf<float>(ElementType.Float, shape, values);

    public static Tensor Of(int[] shape, params long[] values) => new TensorOf<long>(ElementType.Int64, shape, values);

    public static Tensor List(params long[] values) => Of([values.Length], values);

    /// <summary>Numbers between −3 and 3, the same in every run.</summary>
    public static Tensor Random(int seed, params int[] shape)
    {
        var random = new Random(seed);
        var values = new double[TensorElements.Count(shape, "random")];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextDouble() * 6) - 3;
        }

        return TensorElementKind.Of(ElementType.Float, shape, values, Plenty());
    }

    /// <summary>The same numbers in another type.</summary>
    public static Tensor In(this Tensor tensor, ElementType type) => type.IsFloating()
        ? TensorElementKind.Of(type, tensor.Shape, tensor.ToDoubles(Plenty()), Plenty())
        : TensorElementKind.Of(type, tensor.Shape, Array.ConvertAll(tensor.ToDoubles(Plenty()), value => (Int128)(value * 30)), Plenty());

    public static ReadAllowance Plenty() => new(1L << 30);

    public static float[] Floats(this Tensor tensor) => ((TensorOf<float>)tensor).Values;
}
