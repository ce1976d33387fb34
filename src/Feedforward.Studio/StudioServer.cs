using System.Net;
using Feedforward.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Feedforward.Studio;

/// <summary>
/// A page on this machine where networks train and explain themselves. All arithmetic is the engine's; the page only draws. No other
/// machine can reach it, and it asks no other machine for anything.
/// </summary>
public sealed class StudioServer : IAsyncDisposable
{
    /// <summary>A table that is dropped on the page may be this large.</summary>
    private const long MaximumBody = 1L << 28;

    private readonly KestrelServer _kestrel;
    private readonly StudioApplication _application;
    private ListenOptions? _listening;

    /// <summary>Prepares the studio and reads the runs of before.</summary>
    /// <param name="options">How it is started.</param>
    /// <exception cref="IOException">The folder of runs cannot be used.</exception>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    /// <exception cref="DataException">There is no such data to begin with, or it lacks a column of the model.</exception>
    public StudioServer(StudioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Events = new EventLog();
        Tables = new TableCatalog(options);
        Models = new ModelCatalog(options);
        Runs = new RunStore(options, Tables, Events);
        Models.Add(name => Runs.TryFind(name)?.Open(), () => Runs.All.Select(run => run.Name));
        Models.Add(name => Runs.Followed?.Name == name ? Runs.Followed.Model : null, () => Runs.Followed is { Model: not null } run ? [run.Name] : []);
        _application = new StudioApplication(options, new RouteTable(StudioRoutes.All(options, this)));
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = MaximumBody;
        kestrel.Listen(new IPEndPoint(IPAddress.Loopback, options.Port), listening =>
        {
            listening.Protocols = HttpProtocols.Http1;
            _listening = listening;
        });
        _kestrel = new KestrelServer(
            Options.Create(kestrel),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>Where to look, once the studio has started.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What happens in the runs.</summary>
    internal EventLog Events { get; }

    /// <summary>The tables by name.</summary>
    internal TableCatalog Tables { get; }

    /// <summary>The models that screens may ask.</summary>
    internal ModelCatalog Models { get; }

    /// <summary>The runs.</summary>
    internal RunStore Runs { get; }

    /// <summary>Begins to answer.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _kestrel.StartAsync(_application, cancellationToken);
        var address = _listening!.IPEndPoint!;
        Url = FormattableString.Invariant($"http://{LocalNames.Text(address.Address)}:{address.Port}/");
        _application.Open(new LocalNames([address]));
    }

    /// <summary>Ends: streams are closed, runs keep where they stand.</summary>
    public async ValueTask DisposeAsync()
    {
        Events.Dispose();
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
        Runs.Dispose();
    }
}
