using System.Globalization;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// The element types the evaluator knows. Arithmetic is written twice only: over double precision for numbers with a
/// fraction (one operation on doubles, rounded once, gives the bits that the narrower type's own operation gives) and over
/// 128-bit integers for whole ones, cut to their width as the specification's wrap-around asks. A new type is a line in
/// each of the tables.
/// </summary>
internal static class TensorElementKind
{
    /// <summary>Whether the elements have a fraction.</summary>
    public static bool IsFloating(this ElementType type) =>
        type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    /// <summary>Whether the elements are whole numbers.</summary>
    public static bool IsInteger(this ElementType type) =>
        type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64
            or ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64;

    /// <summary>Whether the evaluator has the type.</summary>
    public static bool IsKnown(this ElementType type) =>
        type.IsFloating() || type.IsInteger() || type is ElementType.Bool or ElementType.String;

    /// <summary>The tensor of a file's message.</summary>
    /// <param name="proto">The message.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    /// <param name="needing">The operator that needs it, to be named where the type is not known.</param>
    /// <exception cref="ModelFileException">The elements do not fit the shape.</exception>
    /// <exception cref="UnsupportedOperatorException">The element type is not known.</exception>
    public static Tensor Read(TensorProto proto, ReadAllowance allowance, string needing)
    {
        var shape = TensorElements.Shape(proto.Dimensions, proto.Name);
        return proto.Type switch
        {
            ElementType.Float => Of<float>(),
            ElementType.Double => Of<double>(),
            ElementType.Float16 => Of<Half>(),
            ElementType.BFloat16 => Of<BFloat16>(),
            ElementType.Int8 => Of<sbyte>(),
            ElementType.Int16 => Of<short>(),
            ElementType.Int32 => Of<int>(),
            ElementType.Int64 => Of<long>(),
            ElementType.UInt8 => Of<byte>(),
            ElementType.UInt16 => Of<ushort>(),
            ElementType.UInt32 => Of<uint>(),
            ElementType.UInt64 => Of<ulong>(),
            ElementType.Bool => new TensorOf<bool>(
                ElementType.Bool, shape, Array.ConvertAll(TensorElements.Read<byte>(proto, allowance), value => value != 0)),
            ElementType.String => new TensorOf<string>(ElementType.String, shape, TensorElements.Texts(proto, allowance)),
            _ => throw new UnsupportedOperatorException(needing, $"the tensor '{proto.Name}' has the element type {proto.Type}"),
        };

        TensorOf<T> Of<T>()
            where T : unmanaged => new(proto.Type, shape, TensorElements.Read<T>(proto, allowance));
    }

    /// <summary>The message of a tensor, for a file.</summary>
    public static TensorProto ToMessage(this Tensor tensor, string name)
    {
        var proto = new TensorProto { Name = name, Type = tensor.Type };
        proto.Dimensions.AddRange(tensor.Shape.Select(size => (long)size));
        if (tensor is TensorOf<string> texts)
        {
            proto.Texts.AddRange(texts.Values.Select(text => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(text)));
            return proto;
        }

        proto.Raw = tensor switch
        {
            TensorOf<float> t => TensorElements.ToRaw<float>(t.Values),
            TensorOf<double> t => TensorElements.ToRaw<double>(t.Values),
            TensorOf<Half> t => TensorElements.ToRaw<Half>(t.Values),
            TensorOf<BFloat16> t => TensorElements.ToRaw<BFloat16>(t.Values),
            TensorOf<sbyte> t => TensorElements.ToRaw<sbyte>(t.Values),
            TensorOf<short> t => TensorElements.ToRaw<short>(t.Values),
            TensorOf<int> t => TensorElements.ToRaw<int>(t.Values),
            TensorOf<long> t => TensorElements.ToRaw<long>(t.Values),
            TensorOf<byte> t => TensorElements.ToRaw<byte>(t.Values),
            TensorOf<ushort> t => TensorElements.ToRaw<ushort>(t.Values),
            TensorOf<uint> t => TensorElements.ToRaw<uint>(t.Values),
            TensorOf<ulong> t => TensorElements.ToRaw<ulong>(t.Values),
            _ => TensorElements.ToRaw<bool>(((TensorOf<bool>)tensor).Values),
        };
        return proto;
    }

    /// <summary>The elements in double precision; 64-bit integers are rounded, texts are read as numbers, true is 1.</summary>
    public static double[] ToDoubles(this Tensor tensor, ReadAllowance allowance)
    {
        allowance.ChargeArray<double>(tensor.Count);
        return tensor switch
        {
            TensorOf<float> t => Array.ConvertAll(t.Values, value => (double)value),
            TensorOf<double> t => (double[])t.Values.Clone(),
            TensorOf<Half> t => Array.ConvertAll(t.Values, value => (double)value),
            TensorOf<BFloat16> t => Array.ConvertAll(t.Values, value => (double)value.ToSingle()),
            TensorOf<string> t => Array.ConvertAll(t.Values, Parsed),
            _ => Array.ConvertAll(tensor.ToIntegers(allowance), value => (double)value),
        };
    }

    /// <summary>The elements as whole numbers; true is 1.</summary>
    public static Int128[] ToIntegers(this Tensor tensor, ReadAllowance allowance)
    {
        allowance.ChargeArray<Int128>(tensor.Count);
        return tensor switch
        {
            TensorOf<sbyte> t => Array.ConvertAll(t.Values, value => (Int128)value),
            TensorOf<short> t => Array.ConvertAll(t.Values, value => (Int128)value),
            TensorOf<int> t => Array.ConvertAll(t.Values, value => (Int128)value),
            TensorOf<long> t => Array.ConvertAll(t.Values, value => (Int128)value),
            TensorOf<byte> t => Array.ConvertAll(t.Values, value => (Int128)value),
            TensorOf<ushort> t => Array.ConvertAll(t.Values, value => (Int128)value),
            TensorOf<uint> t => Array.ConvertAll(t.Values, value => (Int128)value),
            TensorOf<ulong> t => Array.ConvertAll(t.Values, value => (Int128)value),
            TensorOf<bool> t => Array.ConvertAll(t.Values, value => value ? Int128.One : Int128.Zero),
            _ => throw new ModelFileException($"A tensor of {tensor.Type} stands where whole numbers are needed."),
        };
    }

    /// <summary>A tensor of rounded numbers.</summary>
    /// <param name="type">One with a fraction.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    public static Tensor Of(ElementType type, int[] shape, double[] values, ReadAllowance allowance)
    {
        allowance.ChargeArray<double>(values.Length);
        return type switch
        {
            ElementType.Float => new TensorOf<float>(type, shape, Array.ConvertAll(values, value => (float)value)),
            ElementType.Double => new TensorOf<double>(type, shape, values),
            ElementType.Float16 => new TensorOf<Half>(type, shape, Array.ConvertAll(values, value => (Half)value)),
            ElementType.BFloat16 => new TensorOf<BFloat16>(type, shape, Array.ConvertAll(values, value => BFloat16.Of((float)value))),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no fraction"),
        };
    }

    /// <summary>A tensor of whole numbers, cut to their width.</summary>
    /// <param name="type">One without a fraction.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    public static Tensor Of(ElementType type, int[] shape, Int128[] values, ReadAllowance allowance)
    {
        allowance.ChargeArray<long>(values.Length);
        return type switch
        {
            ElementType.Int8 => new TensorOf<sbyte>(type, shape, Array.ConvertAll(values, value => (sbyte)value)),
            ElementType.Int16 => new TensorOf<short>(type, shape, Array.ConvertAll(values, value => (short)value)),
            ElementType.Int32 => new TensorOf<int>(type, shape, Array.ConvertAll(values, value => (int)value)),
            ElementType.Int64 => new TensorOf<long>(type, shape, Array.ConvertAll(values, value => (long)value)),
            ElementType.UInt8 => new TensorOf<byte>(type, shape, Array.ConvertAll(values, value => (byte)value)),
            ElementType.UInt16 => new TensorOf<ushort>(type, shape, Array.ConvertAll(values, value => (ushort)value)),
            ElementType.UInt32 => new TensorOf<uint>(type, shape, Array.ConvertAll(values, value => (uint)value)),
            ElementType.UInt64 => new TensorOf<ulong>(type, shape, Array.ConvertAll(values, value => (ulong)value)),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no integers"),
        };
    }

    /// <summary>A text as a number, with the specification's names of what is none.</summary>
    private static double Parsed(string text) => text.Trim().ToUpperInvariant() switch
    {
        "NAN" => double.NaN,
        "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        var word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ModelFileException($"The text '{text}' is no number."),
    };
}
