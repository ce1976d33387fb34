using System.Runtime.InteropServices;
using Feedforward.Tabular.Safetensors;

namespace Feedforward.Tabular;

/// <summary>Numbers of a checkpoint on their way into the file: views of the arrays of a training, never copies.</summary>
internal sealed class CheckpointTensor
{
    private const int Part = 1 << 16;
    private readonly float[] _singles = [];
    private readonly double[] _doubles = [];

    /// <summary>Numbers of single precision.</summary>
    public CheckpointTensor(string name, float[] values) =>
        (Name, Type, Shape, _singles) = (name, SafetensorsType.F32, [values.Length], values);

    /// <summary>Rows of numbers of double precision; one number a row is a plain list.</summary>
    public CheckpointTensor(string name, double[] values, int columns) =>
        (Name, Type, Shape, _doubles) = (name, SafetensorsType.F64, columns == 1 ? [values.Length] : [values.Length / columns, columns], values);

    public string Name { get; }

    public SafetensorsType Type { get; }

    public IReadOnlyList<long> Shape { get; }

    /// <summary>Writes the numbers, little-endian.</summary>
    public void Write(Stream stream)
    {
        for (var i = 0; i < _singles.Length; i += Part)
        {
            stream.Write(LittleEndian.Bytes(_singles.AsSpan(i, Math.Min(Part, _singles.Length - i))));
        }

        for (var i = 0; i < _doubles.Length; i += Part)
        {
            stream.Write(LittleEndian.Bytes(_doubles.AsSpan(i, Math.Min(Part, _doubles.Length - i))));
        }
    }

    /// <summary>The order of bytes in a file.</summary>
    internal static class LittleEndian
    {
        public static ReadOnlySpan<byte> Bytes<T>(ReadOnlySpan<T> values)
            where T : struct
        {
            var bytes = MemoryMarshal.AsBytes(values);
            if (BitConverter.IsLittleEndian)
            {
                return bytes;
            }

            var swapped = bytes.ToArray();
            Swap(swapped, bytes.Length / Math.Max(1, values.Length));
            return swapped;
        }

        public static void Read<T>(Stream stream, Span<T> values)
            where T : struct
        {
            var bytes = MemoryMarshal.AsBytes(values);
            stream.ReadExactly(bytes);
            if (!BitConverter.IsLittleEndian)
            {
                Swap(bytes, bytes.Length / Math.Max(1, values.Length));
            }
        }

        private static void Swap(Span<byte> bytes, int size)
        {
            for (var i = 0; i < bytes.Length; i += size)
            {
                bytes.Slice(i, size).Reverse();
            }
        }
    }
}
