using System.Buffers.Binary;
using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>The values of one IDX file: its head, then row after row, or many rows at once where they are bytes.</summary>
internal sealed class IdxValues
{
    private const int MaximumWidth = 1 << 24;
    private const int TrustedLength = 1 << 29;
    private const int BytesReadAtOnce = 1 << 22;
    private const int BytesReadTogether = 1 << 26;
    private readonly Stream _stream;
    private readonly FileStream? _file;
    private readonly byte _type;
    private readonly byte[] _bytes;
    private readonly string _what;

    public IdxValues(Stream stream, string what)
    {
        _stream = new BufferedStream(stream, 1 << 16);
        _file = stream as FileStream;
        _what = what;
        Span<byte> head = stackalloc byte[4];
        Fill(head, 0);
        var dimensions = head[3];
        _type = head[2];
        var size = _type switch
        {
            0x08 or 0x09 => 1,
            0x0B => 2,
            0x0C or 0x0D => 4,
            0x0E => 8,
            _ => throw new DataException($"The {what} file has the value type 0x{_type:X2}, which IDX does not have."),
        };
        if (head[0] != 0 || head[1] != 0 || head[3] == 0)
        {
            throw new DataException($"The {what} file does not begin as an IDX file does (two zero bytes, a type, the number of dimensions).");
        }

        Span<byte> number = stackalloc byte[4];
        var width = 1L;
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            Fill(number, 0);
            var length = BinaryPrimitives.ReadUInt32BigEndian(number);
            Count = dimension == 0 ? length : Count;
            width = dimension == 0 ? 1 : width * length;
            if (width is 0 or > MaximumWidth || Count > int.MaxValue)
            {
                throw new DataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The {what} file claims {Count} rows of {width} values; between 1 and {MaximumWidth} values a row are read."));
            }
        }

        Width = (int)width;
        _bytes = new byte[Width * size];
    }

    public long Count { get; }

    public bool AreBytes => _type == 0x08;

    public int Width { get; }

    public void Read(Span<float> values, long row)
    {
        Fill(_bytes, row);
        ReadOnlySpan<byte> bytes = _bytes;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _type switch
            {
                0x08 => bytes[i],
                0x09 => (sbyte)bytes[i],
                0x0B => BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]),
                0x0C => BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * i)..]),
                0x0D => BinaryPrimitives.ReadSingleBigEndian(bytes[(4 * i)..]),
                _ => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes[(8 * i)..]),
            };
        }
    }

    /// <summary>The next rows as bytes. What a file claims is not trusted beyond 512 MiB: more memory is taken as it is filled.</summary>
    public byte[] ReadRows(long rows, int threads, IProgress<long>? rowsRead, CancellationToken cancellationToken)
    {
        var total = rows * Width;
        if (total > Array.MaxLength)
        {
            throw new DataException(string.Create(
                CultureInfo.InvariantCulture, $"{rows} {_what} of {Width} numbers do not fit into memory. Take fewer rows."));
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(total, TrustedLength));
        var inFile = _file is { CanSeek: true } file && file.Length - _stream.Position >= total;
        var rowsAtOnce = Math.Max(1, (inFile ? BytesReadTogether : BytesReadAtOnce) / Width);
        for (var row = 0L; row < rows;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = (int)Math.Min(rows, row + rowsAtOnce) * Width;
            if (end > bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(total, Math.Max(end, 2L * bytes.Length)));
            }

            var start = (int)row * Width;
            if (inFile)
            {
                FillTogether(bytes.AsMemory(start, end - start), row + 1, threads);
            }
            else
            {
                Fill(bytes.AsSpan(start, end - start), row + 1);
            }

            row = end / Width;
            rowsRead?.Report(row);
        }

        return bytes;
    }

    public void Close() => _stream.Dispose();

    /// <summary>
    /// Several threads read a file that is not compressed: what takes the time is the first touch of new memory.
    /// </summary>
    private void FillTogether(Memory<byte> bytes, long row, int threads)
    {
        var start = _stream.Position;
        var isWhole = true;
        RowBlocks.Each(bytes.Length / Width, Width, threads, (first, count) =>
        {
            for (var (at, end) = ((long)first * Width, ((long)first + count) * Width); at < end;)
            {
                var read = RandomAccess.Read(_file!.SafeFileHandle, bytes.Span[(int)at..(int)end], start + at);
                if (read == 0)
                {
                    isWhole = false;
                    return;
                }

                at += read;
            }
        });
        if (isWhole)
        {
            _stream.Position = start + bytes.Length;
        }
        else
        {
            // Someone made the file shorter meanwhile: read in order, it says where it ends now.
            Fill(bytes.Span, row);
        }
    }

    /// <summary>Fills a span with the bytes of one row or more, of which <paramref name="row"/> is the first; 0 for the head.</summary>
    private void Fill(Span<byte> bytes, long row)
    {
        var count = 0;
        try
        {
            for (int read; count < bytes.Length; count += read)
            {
                read = _stream.Read(bytes[count..]);
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }
            }
        }
        catch (EndOfStreamException e)
        {
            row += row == 0 ? 0 : count / Width;
            throw new DataException(
                row == 0 ? $"The {_what} file ends within its head." : $"The {_what} file ends within row {row} of {Count}.",
                row == 0 ? null : row,
                inner: e);
        }
        catch (InvalidDataException e)
        {
            row += row == 0 ? 0 : count / Width;
            throw new DataException($"The compressed {_what} file is damaged: {e.Message}", row == 0 ? null : row, inner: e);
        }
    }
}
