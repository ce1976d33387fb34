using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Feedforward.Server;

/// <summary>One request and its answer.</summary>
internal sealed class Exchange
{
    private readonly IFeatureCollection _features;
    private readonly IHttpRequestFeature _request;
    private readonly IHttpResponseFeature _response;
    private ValueTask<FlushResult> _sent;

    /// <summary>Begins with what Kestrel read.</summary>
    /// <param name="features">Kestrel's view of the request.</param>
    /// <param name="started">When it began, by the server's clock.</param>
    public Exchange(IFeatureCollection features, long started)
    {
        _features = features;
        _request = features.GetRequiredFeature<IHttpRequestFeature>();
        _response = features.GetRequiredFeature<IHttpResponseFeature>();
        Started = started;
    }

    /// <summary>When it began, by the server's clock.</summary>
    public long Started { get; }

    /// <summary>GET, POST, ….</summary>
    public string Method => _request.Method;

    /// <summary>The path, decoded.</summary>
    public string Path => _request.Path;

    /// <summary>What stands behind the path's question mark, with it.</summary>
    public string Query => _request.QueryString;

    /// <summary>The request's headers.</summary>
    public IHeaderDictionary Headers => _request.Headers;

    /// <summary>The answer's headers.</summary>
    public IHeaderDictionary Answer => _response.Headers;

    /// <summary>The answer's status code, as far as it is known.</summary>
    public int Status => _response.StatusCode;

    /// <summary>Whether the answer has begun and can be no other.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>The route it took, for the metrics.</summary>
    public Route? Route { get; set; }

    /// <summary>The text in the place of {model} in its route.</summary>
    public string? ModelName { get; set; }

    /// <summary>Cancelled when the client went away.</summary>
    public CancellationToken Aborted => _features.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? CancellationToken.None;

    /// <summary>The request's body.</summary>
    public PipeReader Body => _features.Get<IRequestBodyPipeFeature>()!.Reader;

    /// <summary>Answers.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="contentType">What the body is.</param>
    /// <param name="body">The whole body, which is copied before this returns.</param>
    public void Send(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        HasAnswer = true;
        _response.StatusCode = status;
        var headers = _response.Headers;
        headers.ContentType = contentType;
        headers.ContentLength = body.Length;
        headers.XContentTypeOptions = "nosniff";
        if (Method != "HEAD" && body.Length > 0)
        {
            _sent = _features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body);
        }
    }

    /// <summary>Begins an answer that goes on for as long as there is something to say.</summary>
    /// <param name="contentType">What the body is.</param>
    /// <returns>Where to write it.</returns>
    public PipeWriter Begin(string contentType)
    {
        HasAnswer = true;
        _response.StatusCode = 200;
        _response.Headers.ContentType = contentType;
        _response.Headers.CacheControl = "no-store";
        _response.Headers.XContentTypeOptions = "nosniff";
        return _features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
    }

    /// <summary>Answers without a body.</summary>
    public void SendEmpty(int status)
    {
        HasAnswer = true;
        _response.StatusCode = status;
    }

    /// <summary>Answers with JSON.</summary>
    public void Send(JsonText text) => Send(200, "application/json", text.Bytes);

    /// <summary>Answers with a problem, in the words of the protocol that was asked.</summary>
    public void Send(Problem problem)
    {
        var headers = _response.Headers;
        if (problem.RetryAfter is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Allow is { } methods)
        {
            headers.Allow = methods;
        }

        if (problem.Status is 408 or 413)
        {
            // The rest of the body is not worth reading.
            headers.Connection = new StringValues("close");
        }

        using var text = JsonText.Take();
        if (Path.StartsWith("/v2", StringComparison.Ordinal) && (Path.Length == 3 || Path[3] == '/'))
        {
            problem.WriteError(text.Json);
            Send(problem.Status, "application/json", text.Bytes);
        }
        else
        {
            problem.Write(text.Json);
            Send(problem.Status, Problem.ContentType, text.Bytes);
        }
    }

    /// <summary>Waits until the client has taken so much of a long answer that the rest fits into the connection's memory.</summary>
    public ValueTask SentAsync()
    {
        var sent = _sent;
        _sent = default;
        if (!sent.IsCompletedSuccessfully)
        {
            return new ValueTask(sent.AsTask());
        }

        _ = sent.Result;
        return ValueTask.CompletedTask;
    }
}
