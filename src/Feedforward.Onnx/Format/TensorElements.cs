using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>
/// The elements of a <see cref="TensorProto"/>, however they were written: raw or as fields of their own. How many there
/// are is checked against the shape before memory is taken.
/// </summary>
internal static class TensorElements
{
    /// <summary>More dimensions than any model has; each costs time with every element.</summary>
    public const int MostDimensions = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The sizes of a shape.</summary>
    /// <param name="dimensions">The sizes as the file has them.</param>
    /// <param name="name">The tensor's name, for the message.</param>
    /// <exception cref="ModelFileException">A size is negative, or there are more elements than fit into memory.</exception>
    public static int[] Shape(IReadOnlyList<long> dimensions, string name)
    {
        if (dimensions.Count > MostDimensions)
        {
            throw new ModelFileException($"The tensor '{name}' has {dimensions.Count} dimensions; at most {MostDimensions} are possible.");
        }

        var shape = new int[dimensions.Count];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = dimensions[i] is >= 0 and <= int.MaxValue and var size
                ? (int)size
                : throw new ModelFileException($"The tensor '{name}' has the size {dimensions[i]} in dimension {i}; a size is from 0 to {int.MaxValue}.");
        }

        _ = Count(shape, name);
        return shape;
    }

    /// <summary>How many elements a shape has.</summary>
    /// <exception cref="ModelFileException">There are more than an array can hold.</exception>
    public static int Count(ReadOnlySpan<int> shape, string name)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        var count = 1L;
        foreach (var size in shape)
        {
            count *= size;
            if (count > Array.MaxLength)
            {
                throw new ModelFileException(
                    $"The tensor '{name}' of shape [{string.Join(", ", shape.ToArray())}] has more elements than an array can hold.");
            }
        }

        return (int)count;
    }

    /// <summary>The numbers of a tensor, of a type whose bytes are as wide as the file's elements.</summary>
    /// <param name="tensor">The tensor; its texts are in <see cref="TensorProto.Texts"/>.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    /// <exception cref="ModelFileException">There are fewer or more numbers than the shape says, or they are in a file of their own.</exception>
    public static T[] Read<T>(TensorProto tensor, ReadAllowance allowance)
        where T : unmanaged
    {
        var count = Count(Shape(tensor.Dimensions, tensor.Name), tensor.Name);
        if (tensor.IsExternal)
        {
            throw new ModelFileException($"The numbers of the tensor '{tensor.Name}' are in a file of their own, which is not read unless it is allowed.");
        }

        var width = Unsafe.SizeOf<T>();
        var isInteger = tensor.TypedField is 5 or 7 or 11;
        var bytes = tensor.TypedField == 0 ? tensor.Raw.Span : tensor.Typed.Bytes.Span;
        var found = isInteger ? Varints(bytes) : bytes.Length / width;
        if (found != count || (!isInteger && bytes.Length % width != 0) || (tensor.TypedField != 0 && !tensor.Raw.IsEmpty)
            || !MayBeIn(tensor.TypedField, tensor.Type))
        {
            throw new ModelFileException(
                $"The tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Dimensions)}], which is {count} elements of type {tensor.Type}, but the file holds "
                + (isInteger ? $"{found} integers for it." : $"{bytes.Length} bytes for it."));
        }

        allowance.Charge((long)count * width);
        var values = new T[count];
        if (isInteger)
        {
            ReadVarints(bytes, MemoryMarshal.AsBytes(values.AsSpan()), width);
        }
        else
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            ToThisMachine(MemoryMarshal.AsBytes(values.AsSpan()), width);
        }

        return values;
    }

    /// <summary>The texts of a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    /// <exception cref="ModelFileException">There are fewer or more texts than the shape says, or one is not UTF-8.</exception>
    public static string[] Texts(TensorProto tensor, ReadAllowance allowance)
    {
        var count = Count(Shape(tensor.Dimensions, tensor.Name), tensor.Name);
        if (tensor.Texts.Count != count)
        {
            throw new ModelFileException(
                $"The tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Dimensions)}], which is {count} texts, but the file holds {tensor.Texts.Count}.");
        }

        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            allowance.Charge(2L * tensor.Texts[i].Length);
            try
            {
                texts[i] = StrictUtf8.GetString(tensor.Texts[i].Span);
            }
            catch (DecoderFallbackException fault)
            {
                throw new ModelFileException($"The text {i} of the tensor '{tensor.Name}' is not UTF-8.", fault);
            }
        }

        return texts;
    }

    /// <summary>The bytes of numbers as a file holds them.</summary>
    public static byte[] ToRaw<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        ToThisMachine(bytes, Unsafe.SizeOf<T>());
        return bytes;
    }

    /// <summary>Which element types each field of numbers may hold (onnx.proto, TensorProto).</summary>
    private static bool MayBeIn(int field, ElementType type) => field switch
    {
        4 => type is ElementType.Float or ElementType.Complex64,
        5 => type is ElementType.Int32 or ElementType.Int16 or ElementType.Int8 or ElementType.UInt16 or ElementType.UInt8 or ElementType.Bool
            or ElementType.Float16 or ElementType.BFloat16,
        7 => type == ElementType.Int64,
        10 => type is ElementType.Double or ElementType.Complex128,
        11 => type is ElementType.UInt32 or ElementType.UInt64,
        _ => true,
    };

    /// <summary>Every number ends with the one byte of it that is below 128.</summary>
    private static int Varints(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var value in bytes)
        {
            count += value < 0x80 ? 1 : 0;
        }

        return bytes.IsEmpty || bytes[^1] < 0x80 ? count : -1;
    }

    /// <summary>The lowest bytes of each number, in this machine's order; the sign of a negative one is in all ten bytes.</summary>
    private static void ReadVarints(ReadOnlySpan<byte> from, Span<byte> into, int width)
    {
        var (value, shift) = (0UL, 0);
        foreach (var next in from)
        {
            value |= shift < 64 ? (ulong)(next & 0x7F) << shift : 0;
            shift += 7;
            if (next >= 0x80)
            {
                continue;
            }

            for (var i = 0; i < width; i++)
            {
                into[i] = (byte)(value >> (8 * i));
            }

            ToThisMachine(into[..width], width);
            into = into[width..];
            (value, shift) = (0, 0);
        }
    }

    private static void ToThisMachine(Span<byte> littleEndian, int width)
    {
        if (BitConverter.IsLittleEndian || width == 1)
        {
            return;
        }

        for (; littleEndian.Length > 0; littleEndian = littleEndian[width..])
        {
            littleEndian[..width].Reverse();
        }
    }
}
