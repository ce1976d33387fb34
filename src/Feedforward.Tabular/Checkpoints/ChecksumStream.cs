using System.Buffers.Binary;
using System.Numerics;

namespace Feedforward.Tabular;

/// <summary>Passes bytes on and keeps their CRC-32C (Castagnoli; RFC 3720, B.4).</summary>
internal sealed class ChecksumStream(Stream inner) : Stream
{
    private uint _sum = uint.MaxValue;

    /// <summary>The checksum of what was written so far, little-endian.</summary>
    public byte[] Checksum
    {
        get
        {
            var bytes = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, ~_sum);
            return bytes;
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        while (buffer.Length >= sizeof(ulong))
        {
            _sum = BitOperations.Crc32C(_sum, BinaryPrimitives.ReadUInt64LittleEndian(buffer));
            buffer = buffer[sizeof(ulong)..];
        }

        foreach (var one in buffer)
        {
            _sum = BitOperations.Crc32C(_sum, one);
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
