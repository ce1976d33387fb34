using System.Net;

namespace Feedforward.Cli.Options;

/// <summary>Where a server listens and which pages may ask it, as a person writes it.</summary>
internal static class ListeningAddress
{
    private const string Scheme = "http://";

    /// <summary>Reads http://ADDRESS:PORT; the address is an IP address, localhost, or * for all.</summary>
    /// <exception cref="UsageException">It is something else; the message says what is right.</exception>
    public static IReadOnlyList<IPEndPoint> Parse(string url)
    {
        if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--urls {url}: the server speaks HTTP. Put a reverse proxy with the certificate before it and listen on http://127.0.0.1:PORT.");
        }

        var text = url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? url[Scheme.Length..].TrimEnd('/') : url;
        var colon = text.LastIndexOf(':');
        var hasPort = colon > text.LastIndexOf(']');
        var host = hasPort ? text[..colon] : text;
        if (!ushort.TryParse(hasPort ? text[(colon + 1)..] : "80", out var port) || text.Contains('/', StringComparison.Ordinal))
        {
            throw Wrong(url);
        }

        return host switch
        {
            "localhost" when port == 0 => [new IPEndPoint(IPAddress.Loopback, port)],
            "localhost" => [new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.IPv6Loopback, port)],
            "*" or "+" => [new IPEndPoint(IPAddress.IPv6Any, port)],
            _ when IPAddress.TryParse(host, out var address) => [new IPEndPoint(address, port)],
            _ => throw Wrong(url),
        };
    }

    /// <summary>Reads the origin of web pages, as a browser sends it.</summary>
    /// <exception cref="UsageException">It is none; * is none either.</exception>
    public static string Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/')
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new UsageException($"--cors takes origins such as https://app.example, not '{text}'. Name every page that may ask.");

    private static UsageException Wrong(string url) => new(
        $"--urls takes http://ADDRESS:PORT, such as http://0.0.0.0:8080 or http://[::]:8080, not '{url}'. The address is one of this machine's own, localhost, or * for all.");
}
