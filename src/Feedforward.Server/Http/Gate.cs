using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Feedforward.Server;

/// <summary>
/// Who may come in. It stands before the routes and lets nothing through that it does not know, so that no route, old or new,
/// and no address without one can be asked without a key.
/// </summary>
internal sealed class Gate(ServerOptions options)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly ApiKeys _keys = new(options.ApiKeys);
    private readonly HashSet<string> _origins = new(options.Origins, StringComparer.Ordinal);
    private volatile LocalNames? _names;

    /// <summary>Says under which names the server is asked, when its ports are known; none where other machines can reach it.</summary>
    public void Open(LocalNames names) => _names = names;

    /// <summary>Lets a request in, or answers it.</summary>
    /// <returns>Whether it is in.</returns>
    public bool LetsIn(Exchange exchange)
    {
        if (!options.IsPublic && _names?.Contains(exchange.Headers.Host) != true)
        {
            exchange.Send(new Problem(421, "This server answers under localhost, 127.0.0.1 and [::1] with its own port. To use another name, start it with --urls."));
            return false;
        }

        if (_origins.Count > 0 && AnswersOrigin(exchange))
        {
            return false;
        }

        if (_keys.AnyoneMayEnter || Presented(exchange.Headers) is { } key && _keys.Accepts(key))
        {
            return true;
        }

        // Basic lets a browser ask for the key; the name does not matter.
        exchange.Answer.WWWAuthenticate = new StringValues(["Bearer", "Basic realm=\"feedforward\", charset=\"UTF-8\""]);
        exchange.Send(new Problem(401, "A key is needed: send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'."));
        return false;
    }

    /// <summary>Tells a named origin that it may ask; a question beforehand, which browsers send without a key, is answered with that alone.</summary>
    private bool AnswersOrigin(Exchange exchange)
    {
        exchange.Answer.Vary = "Origin";
        string? origin = exchange.Headers.Origin;
        if (origin is null || !_origins.Contains(origin))
        {
            return false;
        }

        exchange.Answer.AccessControlAllowOrigin = origin;
        if (exchange.Method != "OPTIONS" || StringValues.IsNullOrEmpty(exchange.Headers.AccessControlRequestMethod))
        {
            return false;
        }

        exchange.Answer.AccessControlAllowMethods = "GET, POST";
        exchange.Answer.AccessControlAllowHeaders = "authorization, content-type, x-api-key";
        exchange.Answer.AccessControlMaxAge = "600";
        exchange.SendEmpty(204);
        return true;
    }

    private static string? Presented(IHeaderDictionary headers)
    {
        if (headers["X-API-Key"] is [{ Length: > 0 } key])
        {
            return key;
        }

        string? authorization = headers.Authorization;
        if (authorization is null)
        {
            return null;
        }

        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        var bytes = new byte[authorization.Length];
        return authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(authorization[Basic.Length..].Trim(), bytes, out var count)
            && Encoding.UTF8.GetString(bytes, 0, count) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0
            ? pair[(colon + 1)..]
            : null;
    }
}
