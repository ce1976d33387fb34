namespace Feedforward.Tabular;

/// <summary>A stream that remembers what was read of it until it is told not to.</summary>
internal sealed class RecordedStream(Stream stream) : OneWayStream
{
    private List<byte>? _read = [];

    /// <summary>The stream itself.</summary>
    public Stream Rest => stream;

    /// <summary>What was read so far; null once it was forgotten.</summary>
    public byte[]? Recorded => _read?.ToArray();

    /// <summary>Remembers nothing any more.</summary>
    public void Forget() => _read = null;

    public override int Read(Span<byte> buffer)
    {
        var count = stream.Read(buffer);
        _read?.AddRange(buffer[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        stream.Dispose();
        base.Dispose(disposing);
    }
}
