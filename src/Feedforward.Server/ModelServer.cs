using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Feedforward.Server;

/// <summary>
/// Serves models over HTTP: predictions of named-column records (JSON or CSV) and the Open Inference Protocol, with health,
/// metrics, a description and a page. Safe by default: this machine alone, limits on everything that a request can ask for.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    /// <summary>What a connection may have read ahead of the program; a request's headers must fit in.</summary>
    private const int ReadAhead = 1 << 16;

    private readonly ServerOptions _options;
    private readonly ServerMetrics _metrics;
    private readonly MetricsText _metricsText;
    private readonly ServedModels _models;
    private readonly Gate _gate;
    private readonly Routes _routes;
    private readonly KestrelServer _kestrel;
    private readonly List<ListenOptions> _listening = [];

    /// <summary>Reads the models.</summary>
    /// <param name="options">What to serve.</param>
    /// <exception cref="ModelFileException">A model cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is not as it should be; the message says what is right.</exception>
    public ModelServer(ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
        _gate = new Gate(options);
        var admission = new Admission(options.MaximumRequests, options.MaximumBytes);
        _metrics = new ServerMetrics(() => admission.Requests);
        _metricsText = new MetricsText(_metrics.Meter);
        _models = new ServedModels(options, _metrics);
        _routes = new Routes(options, _models, new Predicting(options, admission), _metricsText);
        _kestrel = new KestrelServer(
            Options.Create(Kestrel(options)),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions { UnsafePreferInlineScheduling = true }), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>Where the server listens, once it has started.</summary>
    public IReadOnlyList<IPEndPoint> Addresses { get; private set; } = [];

    /// <summary>The same as addresses for a browser.</summary>
    public IReadOnlyList<string> Urls => [.. Addresses.Select(address => FormattableString.Invariant($"http://{LocalNames.Text(address.Address)}:{address.Port}"))];

    /// <summary>The routes, for a test that asks every one.</summary>
    internal IReadOnlyList<Route> Routes => _routes.Table.All;

    /// <summary>The models.</summary>
    internal ServedModels Models => _models;

    /// <summary>Begins to listen.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">An address is in use.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _kestrel.StartAsync(new ServerApplication(_options, _gate, _routes.Table, _metrics), cancellationToken);
        Addresses = [.. _listening.Select(listening => listening.IPEndPoint!)];
        _gate.Open(new LocalNames(Addresses));
    }

    /// <summary>Ends well: no new connections, requests that have begun are answered.</summary>
    /// <param name="cancellationToken">Ends at once, whatever has begun.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _models.IsDraining = true;
        await _kestrel.StopAsync(cancellationToken);
    }

    /// <summary>Ends at once, if the server was not stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
        _models.Dispose();
        _metricsText.Dispose();
        _metrics.Dispose();
    }

    private KestrelServerOptions Kestrel(ServerOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = options.MaximumConnections;
        limits.MaxRequestBodySize = options.MaximumBody;
        limits.MaxRequestBufferSize = ReadAhead;
        limits.RequestHeadersTimeout = options.Timeout;
        foreach (var address in options.Addresses)
        {
            kestrel.Listen(address, listening =>
            {
                listening.Protocols = HttpProtocols.Http1;
                _listening.Add(listening);
            });
        }

        return kestrel;
    }
}
