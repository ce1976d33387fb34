using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Feedforward.Tabular;

/// <summary>A CSV file in blocks of whole rows, whose places are found by looking for line ends outside quotes.</summary>
internal sealed class CsvSource : RowSource
{
    public const int UsualBlockLength = 1 << 20;
    private const int PartLength = 1 << 16;
    private const int BytesInMemoryPerByte = 4;
    private readonly string _path;
    private readonly char _delimiter;
    private readonly int _blockLength;
    private readonly List<(long Offset, int Length, long Line)> _blocks = [];
    private readonly long _length;
    private readonly byte[] _firstLine;
    private long _rows;

    public CsvSource(string path, ReadOptions options, CancellationToken cancellationToken, int blockLength = UsualBlockLength)
    {
        (_path, _blockLength) = (path, blockLength);
        (Names, _delimiter) = Named(path, () =>
        {
            using var rows = new CsvRows(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), options);
            return (Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToArray(), rows.Delimiter);
        });
        if (!char.IsAscii(_delimiter))
        {
            throw new DataException($"{Path.GetFileName(path)}: '{_delimiter}' separates the cells; a file is read a block at a time only where an ASCII character does.");
        }

        using var file = File.OpenHandle(path);
        _length = RandomAccess.GetLength(file);
        var longest = (int)Math.Min(_length, 4L * Math.Max(options.MaximumRowLength, blockLength));
        _firstLine = FirstLine(file, longest, out var start);
        FindBlocks(
            file,
            longest,
            options.Header ? start + _firstLine.Length : start,
            options.Header ? 1 + _firstLine.AsSpan().Count((byte)'\n') : 1,
            cancellationToken);
    }

    public override int Blocks => _blocks.Count;

    public override long Rows => _rows;

    public override long BytesInMemory => BytesInMemoryPerByte * _length;

    public override IReadOnlyList<string> Names { get; }

    public override Table Read(int block, ReadOptions options)
    {
        var (offset, length, line) = _blocks[block];
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var began = Clock.GetTimestamp();
            using (var file = Reopened())
            {
                Fill(bytes.AsSpan(0, length), file, offset);
            }

            CountDisk(began);
            return Named(_path, () => Parsed(new MemoryStream(bytes, 0, length, writable: false), offset, line, options));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The blocks are parsed as one text, so that what a column holds is found as for a whole file.</summary>
    public override Table Sample(ReadOptions options, long bytes)
    {
        using var file = Reopened();
        var text = new MemoryStream();
        int[] blocks = [.. Spread(Blocks, bytes / BytesInMemoryPerByte / _blockLength)];
        foreach (var block in blocks)
        {
            text.Write(Bytes(file, _blocks[block].Offset, _blocks[block].Length));
        }

        try
        {
            text.Position = 0;
            return Parsed(text, _blocks[0].Offset, _blocks[0].Line, options);
        }
        catch (DataException)
        {
            // Only block by block the line is known that is at fault.
            foreach (var block in blocks)
            {
                _ = Read(block, options);
            }

            throw;
        }
    }

    private Table Parsed(MemoryStream text, long offset, long line, ReadOptions options)
    {
        options = options with { Delimiter = _delimiter, Threads = 1 };
        using var rows = new CsvRows(new MemoryStream(_firstLine), options);
        var assembler = new TableAssembler(rows, options);
        rows.GoOnInBlocks(_firstLine, text, offset, line, PartLength).Read(assembler, threads: 1, null, default);
        while (assembler.Read())
        {
        }

        return assembler.ToTable();
    }

    private SafeFileHandle Reopened()
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"The file '{_path}' can no longer be opened: {e.Message}", inner: e);
        }

        if (RandomAccess.GetLength(file) == _length)
        {
            return file;
        }

        file.Dispose();
        throw Changed();
    }

    private byte[] Bytes(SafeFileHandle file, long offset, int length)
    {
        var bytes = new byte[length];
        Fill(bytes, file, offset);
        return bytes;
    }

    private void Fill(Span<byte> bytes, SafeFileHandle file, long offset)
    {
        try
        {
            for (int read; bytes.Length > 0; bytes = bytes[read..], offset += read)
            {
                read = RandomAccess.Read(file, bytes, offset);
                if (read == 0)
                {
                    throw Changed();
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"The file '{_path}' cannot be read: {e.Message}", inner: e);
        }
    }

    private DataException Changed() => new($"The file '{_path}' was changed while it was read.");

    /// <summary>The first row with its line end, which is added where the file has none.</summary>
    private byte[] FirstLine(SafeFileHandle file, int longest, out long start)
    {
        var bytes = Bytes(file, 0, (int)Math.Min(_blockLength, _length));
        start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        var end = CsvRowEnds.First(bytes.AsSpan((int)start), (byte)_delimiter);
        if (end == 0)
        {
            bytes = Bytes(file, 0, longest);
            end = CsvRowEnds.First(bytes.AsSpan((int)start), (byte)_delimiter);
        }

        var lone = end == 0 ? bytes.Contains((byte)'\n') ? -1 : bytes.AsSpan().IndexOf((byte)'\r')
            : bytes.AsSpan((int)start, end).Contains((byte)'"') ? -1
            : bytes.AsSpan((int)start, Math.Max(0, end - 2)).IndexOf((byte)'\r');
        if (lone >= 0)
        {
            throw new DataException($"{Path.GetFileName(_path)}: lines end with a carriage return alone, as on very old systems. Such a file cannot be read a block at a time; write it with line feeds.", 1);
        }

        return end > 0 ? bytes.AsSpan((int)start, end).ToArray()
            : bytes.Length == _length ? [.. bytes.AsSpan((int)start), (byte)'\n']
            : throw TooLong(1, longest);
    }

    private void FindBlocks(SafeFileHandle file, int longest, long offset, long line, CancellationToken cancellationToken)
    {
        var memory = new byte[(int)Math.Min(_blockLength, _length)];
        while (offset < _length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = memory.AsSpan(0, (int)Math.Min(_blockLength, _length - offset));
            Fill(bytes, file, offset);
            var length = offset + bytes.Length == _length ? bytes.Length : CsvRowEnds.Last(bytes, (byte)_delimiter);
            if (length == 0)
            {
                bytes = Bytes(file, offset, (int)Math.Min(longest, _length - offset));
                length = CsvRowEnds.First(bytes, (byte)_delimiter) is var end and > 0 ? end
                    : offset + bytes.Length == _length ? bytes.Length
                    : throw TooLong(line, longest);
            }

            _blocks.Add((offset, length, line));
            var lines = bytes[..length].Count((byte)'\n');
            line += lines;
            _rows += lines + (bytes[length - 1] == '\n' ? 0 : 1);
            offset += length;
        }

        if (_blocks.Count == 0)
        {
            throw new DataException($"{Path.GetFileName(_path)}: the table has a header but no rows.");
        }
    }

    private DataException TooLong(long line, int longest) => new(
        $"{Path.GetFileName(_path)}: the row that begins on line {line} is longer than {longest} bytes. A closing quote may be missing, or this is no CSV file.", line);
}
