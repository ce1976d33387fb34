using System.Globalization;
using System.Net;

namespace Feedforward.Server;

/// <summary>
/// The names under which a server on this machine alone may be asked. A page in a browser that gives its own name this machine's
/// address (DNS rebinding) is told apart by the name that the browser sends.
/// </summary>
internal sealed class LocalNames
{
    private const int UsualPort = 80;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names for some addresses.</summary>
    public LocalNames(IEnumerable<IPEndPoint> addresses)
    {
        foreach (var address in addresses)
        {
            foreach (var name in (ReadOnlySpan<string>)["localhost", "127.0.0.1", "[::1]", Text(address.Address)])
            {
                _names.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{address.Port}"));
                if (address.Port == UsualPort)
                {
                    _names.Add(name);
                }
            }
        }
    }

    /// <summary>Whether a Host header is one of them.</summary>
    public bool Contains(string? host) => host is not null && _names.Contains(host);

    /// <summary>An address as it stands in a URL.</summary>
    public static string Text(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
