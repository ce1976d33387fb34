using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Feedforward.Tabular;

/// <summary>Reads UTF-8 text and refuses anything else, naming the byte and the line, where a usual reader would put U+FFFD.</summary>
/// <param name="stream">The bytes.</param>
/// <param name="offset">How many bytes of the text came before them; 0 at its beginning, where there may be a mark.</param>
/// <param name="line">The line they begin on.</param>
internal sealed class Utf8Text(Stream stream, long offset = 0, long line = 1) : TextReader
{
    private const int BlockSize = 1 << 16;
    private readonly byte[] _bytes = new byte[BlockSize];
    private readonly char[] _chars = new char[BlockSize];
    private int _byteStart;
    private int _byteEnd;
    private int _charStart;
    private int _charEnd;
    private long _offset = offset;
    private long _line = line;
    private bool _atEnd;
    private bool _started = offset > 0;

    /// <summary>The beginning of the text (up to 64 Ki characters), without consuming it.</summary>
    public ReadOnlySpan<char> Start
    {
        get
        {
            if (_charStart == _charEnd)
            {
                Decode();
            }

            return _chars.AsSpan(_charStart, _charEnd - _charStart);
        }
    }

    /// <summary>How many characters were handed out so far.</summary>
    public long Consumed { get; private set; }

    public override int Peek() => Start.IsEmpty ? -1 : _chars[_charStart];

    public override int Read()
    {
        var one = default(char);
        return Read(new Span<char>(ref one)) == 0 ? -1 : one;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var available = Start;
        var count = Math.Min(available.Length, buffer.Length);
        available[..count].CopyTo(buffer);
        _charStart += count;
        Consumed += count;
        return count;
    }

    public override Task<int> ReadBlockAsync(char[] buffer, int index, int count) => Task.FromResult(ReadBlock(buffer, index, count));

    public override ValueTask<int> ReadBlockAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReadBlock(buffer.Span));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Decode()
    {
        _charStart = _charEnd = 0;
        while (_charEnd == 0 && !(_atEnd && _byteStart == _byteEnd))
        {
            Fill();
            if (!_started)
            {
                Begin();
            }

            var bytes = _bytes.AsSpan(_byteStart, _byteEnd - _byteStart);
            var status = Utf8.ToUtf16(bytes, _chars, out var read, out _charEnd, replaceInvalidSequences: false, isFinalBlock: _atEnd);
            if (bytes[..read].IndexOf((byte)0) is var zero and >= 0)
            {
                throw Bad(bytes, zero, "a zero byte, which no text file has; this looks like a binary file");
            }

            if (status == OperationStatus.InvalidData)
            {
                throw Bad(bytes, read, string.Create(
                    CultureInfo.InvariantCulture,
                    $"the byte 0x{bytes[read]:X2}, which is not UTF-8 here. Save the file as UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8)"));
            }

            _line += bytes[..read].Count((byte)'\n');
            _offset += read;
            _byteStart += read;
        }
    }

    private void Fill()
    {
        _bytes.AsSpan(_byteStart, _byteEnd - _byteStart).CopyTo(_bytes);
        _byteEnd -= _byteStart;
        _byteStart = 0;
        while (!_atEnd && _byteEnd < _bytes.Length)
        {
            int count;
            try
            {
                count = stream.Read(_bytes, _byteEnd, _bytes.Length - _byteEnd);
            }
            catch (InvalidDataException e)
            {
                throw new DataException($"The compressed data are damaged: {e.Message}", _line, inner: e);
            }

            _atEnd = count == 0;
            _byteEnd += count;
        }
    }

    private void Begin()
    {
        _started = true;
        var bytes = _bytes.AsSpan(0, _byteEnd);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            _byteStart = 3;
            _offset = 3;
        }
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new DataException("The file is UTF-16. Save it as UTF-8 (for example: iconv -f UTF-16 -t UTF-8).", 1);
        }
    }

    private DataException Bad(ReadOnlySpan<byte> bytes, int position, string what)
    {
        var line = _line + bytes[..position].Count((byte)'\n');
        return new DataException(
            string.Create(CultureInfo.InvariantCulture, $"Byte {_offset + position} (line {line}) is {what}."), line);
    }
}
