using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Feedforward.Server;

/// <summary>What Kestrel hands requests to: first the gate, then the routes. Whatever goes wrong becomes an answer.</summary>
internal sealed class ServerApplication(ServerOptions options, Gate gate, RouteTable routes, ServerMetrics metrics) : IHttpApplication<Exchange>
{
    public Exchange CreateContext(IFeatureCollection contextFeatures) => new(contextFeatures, options.Time.GetTimestamp());

    public Task ProcessRequestAsync(Exchange context)
    {
        try
        {
            var answer = gate.LetsIn(context) && (context.Route = routes.Find(context)) is { } route ? route.Answer(context) : ValueTask.CompletedTask;
            if (!answer.IsCompletedSuccessfully)
            {
                return WaitAsync(context, answer);
            }

            var sent = context.SentAsync();
            return sent.IsCompletedSuccessfully ? Task.CompletedTask : WaitAsync(context, sent);
        }
        catch (Exception fault)
        {
            return WaitAsync(context, ValueTask.FromException(fault));
        }
    }

    public void DisposeContext(Exchange context, Exception? exception) => metrics.Request(
        context.Method, context.Route?.Template, context.Status, options.Time.GetElapsedTime(context.Started).TotalSeconds);

    private async Task WaitAsync(Exchange exchange, ValueTask answer)
    {
        try
        {
            await answer;
            await exchange.SentAsync();
        }
        catch (Exception fault)
        {
            Answer(exchange, fault);
            await exchange.SentAsync();
        }
    }

    private void Answer(Exchange exchange, Exception fault)
    {
        if (exchange.Aborted.IsCancellationRequested || exchange.HasAnswer && fault is IOException)
        {
            // Nobody is there to answer.
            return;
        }

        var problem = fault switch
        {
            BadHttpRequestException { StatusCode: 413 } => new Problem(413, $"The body is larger than the {options.MaximumBody} bytes that a request may have."),
            BadHttpRequestException { StatusCode: 408 } or OperationCanceledException => new Problem(408, "The body came too slowly."),
            BadHttpRequestException malformed => new Problem(malformed.StatusCode is >= 400 and < 500 ? malformed.StatusCode : 400, "The request is not HTTP as it should be."),
            OutOfMemoryException => Problem.Overloaded,
            _ => Problem.Internal,
        };
        if (problem == Problem.Internal)
        {
            options.Log?.Invoke($"A fault of the server at {exchange.Method} {exchange.Route?.Template}: {fault.GetType().Name}: {fault.Message} {Frame(fault)}");
        }

        if (!exchange.HasAnswer)
        {
            exchange.Send(problem);
        }
    }

    /// <summary>Where it happened, for the log of the person who reports it.</summary>
    private static string? Frame(Exception fault) => fault.StackTrace?.Split('\n', 2)[0].Trim();
}
