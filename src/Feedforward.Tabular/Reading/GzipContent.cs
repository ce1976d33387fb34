using System.Buffers.Binary;
using System.IO.Compression;

namespace Feedforward.Tabular;

/// <summary>
/// What a gzip stream holds. The framework's reader takes the end of a cut file for the end of its content, so the
/// length that a whole file gives in its last four bytes (RFC 1952, ISIZE, modulo 2³²) is compared where it can be read.
/// </summary>
internal sealed class GzipContent : OneWayStream
{
    private readonly GZipStream _content;
    private readonly uint? _expectedLength;
    private long _length;

    /// <summary>Decompresses a stream that begins with gzip's mark.</summary>
    public GzipContent(Stream compressed)
    {
        if (compressed.CanSeek && compressed.Length - compressed.Position >= 18)
        {
            Span<byte> end = stackalloc byte[4];
            var start = compressed.Position;
            compressed.Seek(-4, SeekOrigin.End);
            compressed.ReadExactly(end);
            compressed.Seek(start, SeekOrigin.Begin);
            _expectedLength = BinaryPrimitives.ReadUInt32LittleEndian(end);
        }

        _content = new GZipStream(compressed, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = _content.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"The compressed data are damaged after {_length} bytes of their content. Fetch or compress the file again.", inner: e);
        }

        _length += count;

        // Several gzip streams one after another are longer than the last one says, so only a shorter content is at fault.
        if (count == 0 && buffer.Length > 0 && _length < _expectedLength)
        {
            throw new DataException(
                $"The compressed file ends too early: {_length} bytes of content were found, {_expectedLength} were expected. Fetch or compress it again.");
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
