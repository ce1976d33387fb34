using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Feedforward.Benchmarks.Serving;

/// <summary>A kept-alive connection to a server on this machine that sends ready-made requests: as little of a client as will do.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int LongestAnswer = 1 << 20;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private readonly byte[] _buffer = new byte[LongestAnswer];

    /// <summary>Connects to a port of 127.0.0.1.</summary>
    public HttpConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>Whether the server wants to go on with this connection.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>The body of the last answer.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The bytes of a request.</summary>
    public static byte[] Request(int port, string path, string type, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n")), .. body];

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="request">All its bytes.</param>
    /// <param name="keepBody">Whether <see cref="Body"/> is wanted.</param>
    /// <returns>The status code; 0 where the server closed the connection.</returns>
    public int Send(ReadOnlySpan<byte> request, bool keepBody = false)
    {
        _socket.Send(request);
        var length = 0;
        while (true)
        {
            var count = _socket.Receive(_buffer.AsSpan(length));
            if (count == 0)
            {
                IsOpen = false;
                return 0;
            }

            length += count;
            var answer = _buffer.AsSpan(0, length);
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                continue;
            }

            var head = answer[..(end + 2)];
            var bodyLength = Header(head, "Content-Length: "u8) is { IsEmpty: false } text && Utf8Parser.TryParse(text, out int announced, out _) ? announced
                : head.IndexOf("chunked"u8) >= 0 && answer.EndsWith("0\r\n\r\n"u8) ? length - end - 4
                : head.IndexOf("chunked"u8) >= 0 ? int.MaxValue : 0;
            if (length - end - 4 < bodyLength)
            {
                continue;
            }

            IsOpen = head.IndexOf("Connection: close"u8) < 0;
            Body = keepBody ? Encoding.UTF8.GetString(answer[(end + 4)..]) : "";
            return Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _) ? status : 0;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var start = head.IndexOf(name);
        return start < 0 ? default : head[(start + name.Length)..];
    }
}
