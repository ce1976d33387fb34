namespace Feedforward.Server;

/// <summary>All that a server can be asked.</summary>
internal sealed class RouteTable(IReadOnlyList<Route> routes)
{
    private readonly Dictionary<string, Route[]> _exact = routes
        .GroupBy(route => route.Template, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private readonly Route[] _withModel = [.. routes.Where(route => route.Template.Contains('{', StringComparison.Ordinal))];

    /// <summary>The routes.</summary>
    public IReadOnlyList<Route> All => routes;

    /// <summary>Finds the route of a request; answers it where there is none.</summary>
    public Route? Find(Exchange exchange)
    {
        IReadOnlyList<Route> candidates = _exact.TryGetValue(exchange.Path, out var exact)
            ? exact
            : [.. _withModel.Where(route => route.Matches(exchange.Path, out _))];
        foreach (var route in candidates)
        {
            if (route.Takes(exchange.Method))
            {
                _ = route.Matches(exchange.Path, out var model);
                exchange.ModelName = model;
                return route;
            }
        }

        exchange.Send(candidates.Count == 0
            ? new Problem(404, "There is nothing here. /openapi/v1.json lists what there is.")
            : new Problem(405, $"This address takes {Methods(candidates)}.") { Allow = Methods(candidates) });
        return null;
    }

    private static string Methods(IReadOnlyList<Route> candidates) =>
        string.Join(", ", candidates.Select(route => route.Method == "GET" ? "GET, HEAD" : route.Method));
}
