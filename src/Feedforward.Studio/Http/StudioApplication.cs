using Feedforward.Server;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Feedforward.Studio;

/// <summary>What Kestrel hands requests to: only this machine's own page may ask, and whatever goes wrong becomes an answer.</summary>
internal sealed class StudioApplication(StudioOptions options, RouteTable routes) : IHttpApplication<Exchange>
{
    private LocalNames? _names;

    /// <summary>Says under which names the page is asked, when its port is known.</summary>
    public void Open(LocalNames names) => Volatile.Write(ref _names, names);

    public Exchange CreateContext(IFeatureCollection contextFeatures) => new(contextFeatures, started: 0);

    public void DisposeContext(Exchange context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(Exchange context)
    {
        try
        {
            if (LetsIn(context) && routes.Find(context) is { } route)
            {
                await route.Answer(context);
            }
        }
        catch (Exception fault)
        {
            Answer(context, fault);
        }

        await context.SentAsync();
    }

    /// <summary>
    /// Another page in the same browser can send requests here, under a name of its own (DNS rebinding) or from its own origin; both are told
    /// apart by what the browser says of them.
    /// </summary>
    private bool LetsIn(Exchange exchange)
    {
        string? host = exchange.Headers.Host;
        if (Volatile.Read(ref _names)?.Contains(host) != true)
        {
            exchange.Send(new Problem(421, "The studio answers under localhost and 127.0.0.1 with its own port."));
            return false;
        }

        string? origin = exchange.Headers.Origin;
        if (origin is not null && origin != $"http://{host}")
        {
            exchange.Send(new Problem(403, "Only the studio's own page may ask."));
            return false;
        }

        return true;
    }

    private void Answer(Exchange exchange, Exception fault)
    {
        if (exchange.HasAnswer || exchange.Aborted.IsCancellationRequested)
        {
            return;
        }

        var problem = fault switch
        {
            NotThereException => new Problem(404, fault.Message),
            FeedforwardException or ArgumentException => new Problem(400, fault.Message),
            BadHttpRequestException malformed => new Problem(malformed.StatusCode, "The request is not HTTP as it should be."),
            IOException or UnauthorizedAccessException => new Problem(400, fault.Message),
            OperationCanceledException => new Problem(408, "The request was given up."),
            _ => Problem.Internal,
        };
        if (problem == Problem.Internal)
        {
            options.Log?.Invoke($"A fault of the studio at {exchange.Method} {exchange.Path}: {fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n', 2)[0].Trim()}");
        }

        exchange.Send(problem);
    }
}
