using System.Collections.Concurrent;

namespace Feedforward.Cli;

/// <summary>
/// Hands what is written to another stream on a thread beside. A launcher of several processes stops reading their output before it
/// ends them, and a process that waited for its reader would then neither hear the signal nor save what it has.
/// </summary>
internal sealed class QueuedStream : Stream
{
    /// <summary>Pieces that may wait until the writer waits too: an endless output must not fill the memory.</summary>
    private const int Capacity = 1 << 16;

    private readonly Stream _target;
    private readonly BlockingCollection<byte[]> _pieces = new(Capacity);
    private readonly Thread _writer;
    private volatile Exception? _fault;

    public QueuedStream(Stream target)
    {
        _target = target;
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "Output" };
        _writer.Start();
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes no more and waits until all is written, or for the time given.</summary>
    /// <returns>Whether all is written.</returns>
    public bool Drain(TimeSpan patience)
    {
        _pieces.CompleteAdding();
        return _writer.Join(patience);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_fault is { } fault)
        {
            throw new IOException(fault.Message, fault);
        }

        if (!buffer.IsEmpty)
        {
            _pieces.Add(buffer.ToArray());
        }
    }

    /// <summary>Does not wait: see <see cref="Drain"/>.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WriteAll()
    {
        foreach (var piece in _pieces.GetConsumingEnumerable())
        {
            try
            {
                // After a fault the rest is taken and dropped, so that nobody waits for room.
                if (_fault is null)
                {
                    _target.Write(piece);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                _fault = fault;
            }
        }
    }
}
