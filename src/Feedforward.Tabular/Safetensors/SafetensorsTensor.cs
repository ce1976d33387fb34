using System.Buffers.Binary;

namespace Feedforward.Tabular.Safetensors;

/// <summary>One tensor of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its numbers are.</param>
/// <param name="Shape">Its sizes, none negative; none at all is a single number.</param>
/// <param name="Data">The numbers, little-endian, the last size running fastest: a view of the file, where it was read from one.</param>
internal sealed record SafetensorsTensor(string Name, SafetensorsType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>A tensor of single-precision numbers.</summary>
    public static SafetensorsTensor Of(string name, ReadOnlySpan<float> values, params IReadOnlyList<long> shape)
    {
        var data = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        }

        return new SafetensorsTensor(name, SafetensorsType.F32, shape, data);
    }

    /// <summary>The numbers of a tensor of single precision.</summary>
    /// <exception cref="ModelFileException">It holds others.</exception>
    public float[] ToFloats()
    {
        if (Type != SafetensorsType.F32)
        {
            throw new ModelFileException($"The tensor '{Name}' holds {Type}; F32 is needed.");
        }

        var values = new float[Data.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(Data.Span[(i * sizeof(float))..]);
        }

        return values;
    }

    /// <summary>How many bytes numbers of a type and shape take.</summary>
    /// <returns>Null where that is no whole number of bytes, or more than 64 bits can say.</returns>
    public static long? LengthOf(SafetensorsType type, IReadOnlyList<long> shape)
    {
        try
        {
            var bits = checked(shape.Aggregate(1L, (count, size) => checked(count * size)) * Bits(type));
            return bits % 8 == 0 ? bits / 8 : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static int Bits(SafetensorsType type) => type switch
    {
        SafetensorsType.F4 => 4,
        SafetensorsType.F6_E2M3 or SafetensorsType.F6_E3M2 => 6,
        <= SafetensorsType.F8_E8M0 => 8,
        <= SafetensorsType.BF16 => 16,
        <= SafetensorsType.F32 => 32,
        _ => 64,
    };
}
