using System.Buffers;
using System.IO.Pipelines;

namespace Feedforward.Server;

/// <summary>The whole body of a request, in Kestrel's memory where it came in one piece, else in memory that is given back.</summary>
internal struct RequestBody : IDisposable
{
    private const int FirstLength = 1 << 14;

    private PipeReader? _reader;
    private SequencePosition _end;
    private byte[]? _rented;

    /// <summary>The bytes, until the body is disposed of.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Reads a body to its end.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="timeout">How long the client may take.</param>
    /// <exception cref="OperationCanceledException">It took longer, or the client went away.</exception>
    /// <exception cref="IOException">The body is too large, malformed or cut off.</exception>
    public static ValueTask<RequestBody> ReadAsync(Exchange exchange, TimeSpan timeout)
    {
        var reader = exchange.Body;
        if (reader.TryRead(out var result))
        {
            if (result.IsCompleted && result.Buffer.IsSingleSegment)
            {
                return ValueTask.FromResult(new RequestBody { _reader = reader, _end = result.Buffer.End, Bytes = result.Buffer.First });
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.Start);
        }

        return ReadSlowlyAsync(exchange, timeout);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _reader?.AdvanceTo(_end);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        this = default;
    }

    private static async ValueTask<RequestBody> ReadSlowlyAsync(Exchange exchange, TimeSpan timeout)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(exchange.Aborted);
        limit.CancelAfter(timeout);
        var reader = exchange.Body;
        var (bytes, length) = (ArrayPool<byte>.Shared.Rent(FirstLength), 0);
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(limit.Token);
                var count = (int)result.Buffer.Length;
                if (length + count > bytes.Length)
                {
                    // The memory grows with what came, not with what was announced.
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + count, (int)Math.Min(2L * bytes.Length, Array.MaxLength)));
                    bytes.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(bytes);
                    bytes = larger;
                }

                result.Buffer.CopyTo(bytes.AsSpan(length));
                length += count;
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return new RequestBody { _rented = bytes, Bytes = bytes.AsMemory(0, length) };
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }
}
