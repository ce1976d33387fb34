namespace Feedforward.Tabular;

/// <summary>A stream whose first bytes were read already, to see what it holds, and come again.</summary>
internal sealed class PrefixedStream(byte[] prefix, Stream rest) : OneWayStream
{
    private int _position;

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
