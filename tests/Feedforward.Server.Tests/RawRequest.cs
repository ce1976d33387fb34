using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Feedforward.Server.Tests;

/// <summary>A request written byte by byte, to send what no well-behaved client sends.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawRequest> OpenAsync(int port)
    {
        var request = new RawRequest();
        await request._client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return request;
    }

    /// <summary>Asks for a prediction and stops before the body, as soon as the server has taken the request in and wants the body.</summary>
    public static async Task<RawRequest> HeldAsync(int port, int length)
    {
        var request = await OpenAsync(port);
        await request.SendAsync($"POST /predict HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100", await request.HeadAsync(), StringComparison.Ordinal);
        return request;
    }

    public async Task SendAsync(string text) =>
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>The status line and headers of the next answer.</summary>
    public async Task<string> HeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)
            && await _client.GetStream().ReadAsync(one, TestContext.Current.CancellationToken) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>Everything until the server closes.</summary>
    public async Task<string> RestAsync()
    {
        using var reader = new StreamReader(_client.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _client.Dispose();
}
