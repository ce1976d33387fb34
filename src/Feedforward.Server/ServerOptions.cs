using System.Net;

namespace Feedforward.Server;

/// <summary>What a <see cref="ModelServer"/> serves, to whom, and within which limits.</summary>
public sealed record ServerOptions
{
    /// <summary>The port that is listened on where no address is given.</summary>
    public const int UsualPort = 8080;

    /// <summary>The models. The first is the one that <c>/predict</c> asks where a request names none.</summary>
    public required IReadOnlyList<ModelSource> Models { get; init; }

    /// <summary>Where to listen; port 0 takes one that is free. This machine alone, unless said otherwise.</summary>
    public IReadOnlyList<IPEndPoint> Addresses { get; init; } = [new(IPAddress.Loopback, UsualPort)];

    /// <summary>The keys of which a request must present one; with none, requests need no key.</summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>The origins of web pages elsewhere that may ask, such as <c>https://app.example</c>.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Whether a model's file is followed: a new one takes the place of the old one.</summary>
    public bool Watch { get; init; }

    /// <summary>How often a followed file is looked at.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most rows of several requests that are computed together, 1 or more.</summary>
    public int MaximumBatch { get; init; } = 64;

    /// <summary>How long a batch may wait for more rows. Zero: rows gather only while another batch is being computed.</summary>
    public TimeSpan MaximumWait { get; init; }

    /// <summary>The most requests that are read, computed and answered at the same time; further ones get 503.</summary>
    public int MaximumRequests { get; init; } = 256;

    /// <summary>The most bytes of a request's body.</summary>
    public long MaximumBody { get; init; } = 8 << 20;

    /// <summary>The most bytes that the bodies of all requests may take together.</summary>
    public long MaximumBytes { get; init; } = 128 << 20;

    /// <summary>The most rows of a request.</summary>
    public int MaximumRows { get; init; } = 10_000;

    /// <summary>The most open connections; further ones are closed.</summary>
    public int MaximumConnections { get; init; } = 2048;

    /// <summary>How long a request may take, reading and waiting included, before it gets 408 or 503.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Told one line about whatever an operator should know, such as a new model file that cannot be read.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether other machines can reach the server.</summary>
    public bool IsPublic => Addresses.Any(address => !IPAddress.IsLoopback(address.Address));

    /// <summary>Whether such a server lets everybody in.</summary>
    public bool IsOpenToAll => IsPublic && ApiKeys.Count == 0;

    /// <summary>Checks what cannot be checked piece by piece.</summary>
    /// <exception cref="ArgumentException">There is no model, two have the same name, or a limit is not positive.</exception>
    internal void Check()
    {
        if (Models.Count == 0)
        {
            throw new ArgumentException("There is no model to serve.");
        }

        if (Models.GroupBy(model => model.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            throw new ArgumentException($"Two models are named '{twins.Key}' ({string.Join(", ", twins.Select(model => model.Path))}). Name one of them: NAME=FILE.");
        }

        if (MaximumBatch <= 0 || MaximumRequests <= 0 || MaximumBody <= 0 || MaximumBytes <= 0 || MaximumRows <= 0 || MaximumConnections <= 0
            || Timeout <= TimeSpan.Zero || MaximumWait < TimeSpan.Zero || WatchInterval <= TimeSpan.Zero)
        {
            throw new ArgumentException("Every limit of a server is a number above 0.");
        }
    }
}
