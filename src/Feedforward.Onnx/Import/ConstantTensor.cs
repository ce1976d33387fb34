using System.Text;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Import;

/// <summary>
/// A tensor that does not depend on the examples: weights, or what is computed from them. Numbers of every type are kept in
/// double precision; whole numbers beyond 2⁵³ occur only as "to the end" and may be rounded.
/// </summary>
internal sealed class ConstantTensor
{
    /// <summary>A tensor of numbers.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="isSizes">Whether they are sizes of a value, of which −1 is the number of examples.</param>
    public ConstantTensor(int[] shape, double[] numbers, bool isSizes = false)
    {
        Shape = shape;
        Numbers = numbers;
        IsSizes = isSizes;
    }

    /// <summary>The shape.</summary>
    public int[] Shape { get; }

    /// <summary>The numbers.</summary>
    public double[] Numbers { get; }

    /// <summary>The texts, where it holds texts.</summary>
    public IReadOnlyList<string> Texts { get; private init; } = [];

    /// <summary>Whether the numbers are sizes of a value, of which −1 is the number of examples. Nothing can be computed with those.</summary>
    public bool IsSizes { get; }

    /// <summary>How many numbers there are.</summary>
    public int Count => Numbers.Length;

    /// <summary>A tensor of a file.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    /// <exception cref="ModelFileException">It is damaged, or its numbers are of a kind that is not read.</exception>
    public static ConstantTensor Of(TensorProto tensor, ReadAllowance allowance)
    {
        if (tensor.Type == ElementType.String)
        {
            return new ConstantTensor([tensor.Texts.Count], []) { Texts = [.. tensor.Texts.Select(text => Encoding.UTF8.GetString(text.Span))] };
        }

        var shape = TensorElements.Shape(tensor.Dimensions, tensor.Name);
        allowance.Charge((long)sizeof(double) * TensorElements.Count(shape, tensor.Name));
        return new ConstantTensor(shape, tensor.Type switch
        {
            ElementType.Float => Doubles(Read<float>(), number => number),
            ElementType.Double => Read<double>(),
            ElementType.Float16 => Doubles(Read<Half>(), number => (double)number),
            ElementType.BFloat16 => Doubles(Read<ushort>(), bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)),
            ElementType.Int64 => Doubles(Read<long>(), number => number),
            ElementType.Int32 => Doubles(Read<int>(), number => number),
            ElementType.Int16 => Doubles(Read<short>(), number => number),
            ElementType.Int8 => Doubles(Read<sbyte>(), number => number),
            ElementType.UInt64 => Doubles(Read<ulong>(), number => number),
            ElementType.UInt32 => Doubles(Read<uint>(), number => number),
            ElementType.UInt16 => Doubles(Read<ushort>(), number => number),
            ElementType.UInt8 or ElementType.Bool => Doubles(Read<byte>(), number => number),
            _ => throw new ModelFileException($"The tensor '{tensor.Name}' holds elements of type {tensor.Type}, which are not imported."),
        });

        T[] Read<T>()
            where T : unmanaged => TensorElements.Read<T>(tensor, allowance);
    }

    /// <summary>The numbers as whole numbers; larger ones than any size as the largest.</summary>
    public long[] Integers() => [.. Numbers.Select(number => (long)Math.Clamp(number, long.MinValue / 2, long.MaxValue / 2))];

    /// <summary>
    /// A number for each of an example's, as broadcasting over a value gives them: the sizes are matched from the last axis
    /// on. Null where the tensor does not broadcast to the value's shape.
    /// </summary>
    /// <param name="value">The value.</param>
    public double[]? BroadcastTo(Value value)
    {
        var sizes = Shape.SkipWhile((size, axis) => size == 1 && Shape.Length - axis > value.Shape.Length).ToArray();
        var offset = value.Shape.Length - sizes.Length;
        if (offset < 0 || sizes.Where((size, axis) => size != 1 && size != value.Shape[axis + offset]).Any())
        {
            return null;
        }

        var result = new double[value.Width];
        for (var i = 0; i < result.Length; i++)
        {
            var (rest, place, stride) = (i, 0, 1);
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
            {
                place += sizes[axis] == 1 ? 0 : rest % value.Shape[axis + offset] * stride;
                stride *= sizes[axis];
                rest /= value.Shape[axis + offset];
            }

            result[i] = Numbers[place];
        }

        return result;
    }

    private static double[] Doubles<T>(T[] values, Func<T, double> convert) => Array.ConvertAll(values, value => convert(value));
}
