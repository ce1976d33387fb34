using Microsoft.Win32.SafeHandles;

namespace Feedforward.Tabular;

/// <summary>A CSV file in blocks of whole rows, whose places are found by looking for line ends outside quotes.</summary>
internal sealed class CsvSource : RowSource
{
    private const int BlockLength = 1 << 20;
    private const int PartLength = 1 << 16;
    private const int BytesInMemoryPerByte = 4;
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly char _delimiter;
    private readonly List<(long Offset, int Length, long Line)> _blocks = [];
    private readonly long _length;
    private readonly byte[] _firstLine;

    public CsvSource(string path, ReadOptions options, CancellationToken cancellationToken)
    {
        _path = path;
        using (var rows = new CsvRows(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), options))
        {
            _delimiter = rows.Delimiter;
            Names = [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)];
        }

        _file = File.OpenHandle(path);
        try
        {
            _length = RandomAccess.GetLength(_file);
            _firstLine = FindBlocks(options, cancellationToken);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public override int Blocks => _blocks.Count;

    public override long Rows => _rows;

    public override long BytesInMemory => BytesInMemoryPerByte * _length;

    public override IReadOnlyList<string> Names { get; }

    private long _rows;

    public override Table Read(int block, ReadOptions options)
    {
        var (offset, length, line) = _blocks[block];
        return Read([.. Bytes(offset, length)], offset, line, options);
    }

    public override Table Sample(ReadOptions options, long bytes)
    {
        var text = new MemoryStream();
        foreach (var block in Spread(Blocks, bytes / BlockLength))
        {
            text.Write(Bytes(_blocks[block].Offset, _blocks[block].Length));
        }

        return Read(text.ToArray(), _blocks[0].Offset, _blocks[0].Line, options);
    }

    protected override void Dispose(bool disposing) => _file.Dispose();

    private Table Read(byte[] text, long offset, long line, ReadOptions options)
    {
        try
        {
            options = options with { Delimiter = _delimiter, Threads = 1 };
            using var rows = new CsvRows(new MemoryStream(_firstLine), options);
            var assembler = new TableAssembler(rows, options);
            rows.GoOnInBlocks(_firstLine, new MemoryStream(text), offset, line, PartLength)?.Read(assembler, threads: 1, null, default);
            while (assembler.Read())
            {
            }

            return assembler.ToTable();
        }
        catch (DataException e)
        {
            throw new DataException($"{Path.GetFileName(_path)}: {e.Message}", e.Row, e.Column, e);
        }
    }

    private Span<byte> Bytes(long offset, int length)
    {
        var bytes = new byte[length];
        var count = 0;
        for (int read; count < length && (read = RandomAccess.Read(_file, bytes.AsSpan(count), offset + count)) > 0;)
        {
            count += read;
        }

        return count == length ? bytes : throw new DataException($"The file '{_path}' became shorter while it was read.");
    }

    /// <summary>Notes the blocks and gives the first line.</summary>
    private byte[] FindBlocks(ReadOptions options, CancellationToken cancellationToken)
    {
        byte[] first = [];
        var longest = (int)Math.Min(_length, 4L * Math.Max(options.MaximumRowLength, BlockLength));
        for (var (offset, line) = (0L, 1L); offset < _length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = Bytes(offset, (int)Math.Min(BlockLength, _length - offset));
            var isStart = offset == 0;
            var skip = isStart && bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
            if (isStart)
            {
                var end = LineEnd(bytes[skip..], last: false);
                first = end > 0 ? bytes.Slice(skip, end).ToArray() : [.. bytes[skip..], (byte)'\n'];
                skip += options.Header ? end > 0 ? end : bytes.Length - skip : 0;
                line += options.Header ? bytes[..skip].Count((byte)'\n') : 0;
                offset += skip;
                bytes = bytes[skip..];
            }

            var length = offset + bytes.Length >= _length ? bytes.Length : LineEnd(bytes, last: true);
            if (length == 0 && bytes.Length > 0)
            {
                // A row longer than a block: a quote that nobody closed, or a very wide row.
                bytes = Bytes(offset, (int)Math.Min(longest, _length - offset));
                length = offset + bytes.Length >= _length ? bytes.Length : LineEnd(bytes, last: false);
                if (length == 0)
                {
                    throw new DataException(
                        $"{Path.GetFileName(_path)}: the row that begins on line {line} is longer than {longest} bytes. A closing quote may be missing, or this is no CSV file.", line);
                }
            }

            if (length > 0)
            {
                _blocks.Add((offset, length, line));
                var lines = bytes[..length].Count((byte)'\n');
                line += lines;
                _rows += lines + (bytes[length - 1] == '\n' ? 0 : 1);
                offset += length;
            }
        }

        return _blocks.Count > 0 ? first : throw new DataException($"{Path.GetFileName(_path)}: the table has a header but no rows.");
    }

    /// <summary>Where the first or the last row that ends in these bytes ends; 0 where none does.</summary>
    private static int LineEnd(ReadOnlySpan<byte> bytes, bool last)
    {
        if (!bytes.Contains((byte)'"'))
        {
            return (last ? bytes.LastIndexOf((byte)'\n') : bytes.IndexOf((byte)'\n')) + 1;
        }

        var (end, isQuoted) = (0, false);
        for (var i = 0; i < bytes.Length; i++)
        {
            isQuoted ^= bytes[i] == '"';
            if (!isQuoted && bytes[i] == '\n')
            {
                end = i + 1;
                if (!last)
                {
                    break;
                }
            }
        }

        return end;
    }
}
