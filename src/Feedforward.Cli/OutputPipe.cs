using Microsoft.Win32.SafeHandles;

namespace Feedforward.Cli;

/// <summary>
/// Standard output where it is a pipe. The console's own stream does not tell when the reader has gone; this one does,
/// so that an endless work for nobody can end. Whatever is written from then on is dropped.
/// </summary>
internal sealed class OutputPipe : Stream
{
    private const int BrokenPipe = 32;
    private readonly FileStream _pipe;

    private OutputPipe(FileStream pipe) => _pipe = pipe;

    /// <summary>Whether the reader has gone.</summary>
    public bool IsAbandoned { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Standard output, or null where it is no pipe.</summary>
    public static OutputPipe? Find()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return null;
        }

        try
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : new OutputPipe(stream);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsAbandoned)
        {
            return;
        }

        try
        {
            _pipe.Write(buffer);
        }
        catch (IOException fault) when (fault.HResult == BrokenPipe)
        {
            IsAbandoned = true;
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
