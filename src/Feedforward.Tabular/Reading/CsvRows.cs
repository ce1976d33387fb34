using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sylvan.Data.Csv;

namespace Feedforward.Tabular;

/// <summary>The rows of a CSV text (RFC 4180), with the line each begins on. Cells are untyped text, blanks around them removed.</summary>
internal sealed class CsvRows : RowReader
{
    private const int FirstBufferLength = 1 << 16;
    private readonly RecordedStream _bytes;
    private readonly char _delimiter;
    private readonly string[] _names;
    private Utf8Text _text;
    private CsvDataReader _rows;
    private readonly int _maximumRowLength;
    private long _line;
    private long _offset;
    private byte[] _firstLine = [];
    private long _nextLine = 1;
    private long _charactersOfRows;
    private bool _firstIsData;
    private bool _broken;

    public CsvRows(Stream stream, ReadOptions options)
    {
        _bytes = new RecordedStream(stream);
        _text = new Utf8Text(_bytes);
        _maximumRowLength = Math.Max(options.MaximumRowLength, FirstBufferLength);
        var start = _text.Start;
        _delimiter = options.Delimiter
            ?? DelimiterDetection.Detect(start, textIsComplete: start.Length < FirstBufferLength / 2, options.DecimalComma);
        try
        {
            _rows = OpenRows();
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException)
        {
            throw Broken(e);
        }
        catch (CsvConfigurationException e)
        {
            throw new DataException($"'{_delimiter}' cannot separate cells; use one of , ; | or a tab.", inner: e);
        }

        if (!Advance())
        {
            throw new DataException("The file is empty: not even a header with the columns' names was found.");
        }

        _names = options.Header ? Header(_delimiter, given: options.Delimiter is not null) : Numbered(_rows.RowFieldCount);
        _firstIsData = !options.Header;
    }

    /// <summary>What separates the cells.</summary>
    public char Delimiter => _delimiter;

    public override long Line => _line;

    public override bool IsUntyped => true;

    public override bool CanContinue => !_broken;

    public override int FieldCount => _names.Length;

    public override string GetName(int ordinal) => _names[ordinal];

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => typeof(string);

    public override object GetValue(int ordinal) => GetText(ordinal) is { IsEmpty: false } text ? text.ToString() : DBNull.Value;

    public override bool IsDBNull(int ordinal) => GetText(ordinal).IsEmpty;

    public override ReadOnlySpan<char> GetText(int ordinal) => _rows.GetFieldSpan(ordinal).Trim();

    public override bool Read()
    {
        _bytes.Forget();
        if (_firstIsData)
        {
            _firstIsData = false;
            return true;
        }

        while (!_broken && Advance())
        {
            if (_rows.RowFieldCount == _names.Length)
            {
                return true;
            }

            if (_rows.RowFieldCount > 1 || !GetText(0).IsEmpty)
            {
                throw new DataException(
                    $"Line {_line} has {_rows.RowFieldCount} {(_rows.RowFieldCount == 1 ? "cell" : "cells")}; the header names {_names.Length} {(_names.Length == 1 ? "column" : "columns")}. Mend the line, or quote cells that hold the delimiter.",
                    _line);
            }
        }

        return false;
    }

    /// <summary>
    /// The rows to be read in blocks, as long as they are regular; null where some were read already, and where the header or
    /// first row is not a plain first line.
    /// </summary>
    /// <param name="blockLength">How many bytes a block has at most.</param>
    public CsvBlocks? InBlocks(int blockLength = CsvBlocks.UsualBlockLength)
    {
        if (_bytes.Recorded is not { } bytes || _line != 1 || !char.IsAscii(_delimiter))
        {
            return null;
        }

        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        var first = bytes.AsSpan(start);
        var end = first.IndexOf((byte)'\n');
        if (end <= 0 || first[..end].Contains((byte)'"') || first[..(end - 1)].Contains((byte)'\r'))
        {
            return null;
        }

        _firstLine = first[..(end + 1)].ToArray();
        _offset = start + _firstLine.Length;
        _bytes.Forget();
        return _firstIsData
            ? new CsvBlocks(this, new PrefixedStream(bytes[start..], _bytes.Rest), (byte)_delimiter, line: 1, Length(), blockLength)
            : new CsvBlocks(this, new PrefixedStream(bytes[(int)_offset..], _bytes.Rest), (byte)_delimiter, line: 2, Length(), blockLength);
    }

    /// <summary>Goes on in blocks with rows from elsewhere in the text.</summary>
    /// <param name="firstLine">The first row of the text, with its line end.</param>
    /// <param name="rest">The rows.</param>
    /// <param name="offset">Where in the text they begin.</param>
    /// <param name="line">The line they begin on.</param>
    /// <param name="blockLength">How many bytes a block has at most.</param>
    public CsvBlocks GoOnInBlocks(byte[] firstLine, MemoryStream rest, long offset, long line, int blockLength)
    {
        _bytes.Forget();
        (_firstLine, _offset, _firstIsData) = (firstLine, offset, false);
        return new CsvBlocks(this, rest, (byte)_delimiter, line, rest.Length, blockLength);
    }

    /// <summary>Goes on row by row where reading in blocks ended.</summary>
    /// <param name="rest">The text from there on.</param>
    /// <param name="read">How many bytes the blocks had.</param>
    /// <param name="line">The line it begins on.</param>
    public void GoOn(Stream rest, long read, long line)
    {
        // The parser takes from the first row what it expects of the others, so it is given the same first row again.
        read -= _firstIsData ? _firstLine.Length : 0;
        _firstIsData = false;
        _nextLine = line - _firstLine.AsSpan().Count((byte)'\n');
        _charactersOfRows = 0;
        _text = new Utf8Text(new PrefixedStream(_firstLine, rest), _offset + read - _firstLine.Length, _nextLine);
        _rows = OpenRows();
        _ = Advance();
    }

    public override void Close()
    {
        _rows.Close();
        base.Close();
    }

    private long? Length() => _bytes.Rest.CanSeek ? _bytes.Rest.Length : null;

    private CsvDataReader OpenRows() => CsvDataReader.Create(_text, new CsvDataReaderOptions
    {
        HasHeaders = false,
        Delimiter = _delimiter,
        Comment = '\0',
        BufferSize = FirstBufferLength,
        MaxBufferSize = _maximumRowLength,
    });

    private bool Advance()
    {
        try
        {
            if (!_rows.Read())
            {
                return false;
            }
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException)
        {
            throw Broken(e);
        }
        catch
        {
            _broken = true;
            throw;
        }

        var record = _rows.GetRawRecordSpan();
        _charactersOfRows += record.Length;
        var newLines = record.Count('\n');
        _line = _nextLine;
        _nextLine += newLines > 0 ? newLines : Math.Max(1, record.Count('\r'));
        return true;
    }

    private DataException Broken(Exception cause)
    {
        _broken = true;
        var line = _nextLine;

        // The parser reports a quote that is still open when its buffer is full in the same way as a misplaced one.
        var tooLong = cause is CsvRecordTooLargeException || _text.Consumed - _charactersOfRows >= _maximumRowLength;
        return new DataException(
            !tooLong
                ? $"The row that begins on line {line} has a quote that does not end where its cell ends. Quotes inside a quoted cell are written twice."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The row that begins on line {line} is longer than {_maximumRowLength} characters. A closing quote may be missing, or this is no CSV file."),
            line,
            inner: cause);
    }

    private string[] Header(char delimiter, bool given)
    {
        var names = new string[_rows.RowFieldCount];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = GetText(i).ToString();
            if (names[i].Length == 0)
            {
                throw new DataException(
                    $"Column {i + 1} has no name in the header. Name every column (a saved row index can be left out when the file is written).", _line);
            }

            if (Array.IndexOf(names, names[i], 0, i) is var twin and >= 0)
            {
                throw new DataException(
                    $"Columns {twin + 1} and {i + 1} are both named '{names[i]}'. Give each column its own name; if the first line is data, say that there is no header.",
                    _line,
                    names[i]);
            }
        }

        if (given && names.Length == 1 && names[0].AsSpan().IndexOfAny(DelimiterDetection.Candidates) is var other and >= 0)
        {
            throw new DataException(
                $"Separated by {Name(delimiter)} the header is one column, '{names[0]}'. It looks separated by {Name(names[0][other])}.", _line);
        }

        return names;
    }

    private static string Name(char delimiter) => delimiter == '\t' ? "tabs" : $"'{delimiter}'";

    private static string[] Numbered(int count)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = string.Create(CultureInfo.InvariantCulture, $"c{i}");
        }

        return names;
    }
}
