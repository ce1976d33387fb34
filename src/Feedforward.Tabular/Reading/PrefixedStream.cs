namespace Feedforward.Tabular;

/// <summary>A stream whose first bytes were read already, to see what it holds, and come again.</summary>
internal sealed class PrefixedStream(byte[] prefix, Stream rest) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads up to <paramref name="count"/> bytes and gives back a stream that still begins with them.</summary>
    public static (byte[] Prefix, Stream Stream) Peek(Stream stream, int count)
    {
        var prefix = new byte[count];
        var length = stream.ReadAtLeast(prefix, count, throwOnEndOfStream: false);
        prefix = prefix[..length];
        if (stream.CanSeek)
        {
            stream.Seek(-length, SeekOrigin.Current);
            return (prefix, stream);
        }

        return (prefix, new PrefixedStream(prefix, stream));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position == prefix.Length)
        {
            return rest.Read(buffer);
        }

        var count = Math.Min(buffer.Length, prefix.Length - _position);
        prefix.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
