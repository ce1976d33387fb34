using System.CommandLine;
using System.Globalization;
using System.Net;
using Feedforward.Cli.Options;
using Feedforward.Server;

namespace Feedforward.Cli.Commands;

/// <summary><c>serve MODEL…</c>: predictions over HTTP until a signal asks for the end.</summary>
internal static class ServeCommand
{
    private const int Megabyte = 1 << 20;

    /// <summary>How long requests that have begun may take to end after the signal.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var models = new Argument<string[]>("MODEL") { Description = "Model files that train wrote; NAME=FILE to choose the name.", Arity = ArgumentArity.OneOrMore };
        var port = TypedOption.Whole("--port", $"The port; 0 takes a free one (default: {ServerOptions.UsualPort}).", 0);
        var urls = TypedOption.List("--urls", "Where to listen instead of 127.0.0.1, such as http://0.0.0.0:8080.", "URL,…");
        var keys = TypedOption.Text("--api-key-file", "A file with a key on each line; every request must present one.", "FILE");
        var noAuth = TypedOption.Switch("--no-auth", "Let everybody in who can reach the server; only says that this is meant.");
        var cors = TypedOption.List("--cors", "Origins of web pages that may ask, such as https://app.example.", "ORIGIN,…");
        var watch = TypedOption.Switch("--watch", "Follow the files: a new model takes the place of the old one without a pause.");
        var batch = TypedOption.Whole("--max-batch", "The most rows of several requests that are computed together (default: 64).", 1);
        var wait = TypedOption.Number("--max-wait", "How long a batch waits for more rows, in milliseconds (default: 0, rows gather while another batch is computed).", "a number from 0 to 10000", ms => ms is >= 0 and <= 10_000, "MS");
        var queue = TypedOption.Whole("--max-queue", "The most requests in the server at a time; others get 503 (default: 256).", 1);
        var body = TypedOption.Number("--max-body", "The most megabytes of a request's body (default: 8).", "a number above 0, up to 1024", mb => mb is > 0 and <= 1024, "MB");
        var rows = TypedOption.Whole("--max-rows", "The most rows of a request (default: 10000).", 1);
        var timeout = TypedOption.Number("--timeout", "The most seconds that a request may take to be read and to wait (default: 10).", "a number above 0, up to 3600", s => s is > 0 and <= 3600, "SECONDS");
        var command = new Verb(
            "serve",
            "Predict over HTTP.",
            "POST /predict takes records as JSON or CSV; / is a page to try; /openapi/v1.json lists the rest, with the Open Inference Protocol under /v2. Only this machine can reach the server unless --urls says otherwise. A signal (Ctrl-C, SIGTERM) lets requests that have begun end. docs/serving.md has the whole story.")
        {
            Examples =
            [
                ("serve model.onnx", "on http://127.0.0.1:8080"),
                ("serve model.onnx --watch", "and take a new model file into use when it comes"),
                ("serve a=first.onnx b=second.onnx --urls http://0.0.0.0:80 --api-key-file keys.txt", "two models for others, with a key"),
            ],
        };
        command.Add(models);
        foreach (var option in (ReadOnlySpan<Option>)[port, urls, keys, noAuth, cors, watch, batch, wait, queue, body, rows, timeout])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(urls) is { Length: > 0 } && parsed.GetValue(port) is not null)
            {
                throw new UsageException("--port and --urls both say where to listen. Give one of them.");
            }

            var usual = new ServerOptions { Models = [.. parsed.GetRequiredValue(models).Select(ModelSource.Parse)] };
            var options = usual with
            {
                Addresses = parsed.GetValue(urls) is { Length: > 0 } named
                    ? [.. named.SelectMany(ListeningAddress.Parse)]
                    : [new IPEndPoint(IPAddress.Loopback, CheckedPort(parsed.GetValue(port) ?? ServerOptions.UsualPort))],
                ApiKeys = parsed.GetValue(keys) is { } file ? ApiKeys.Read(file) : [],
                Origins = [.. (parsed.GetValue(cors) ?? []).Select(ListeningAddress.Origin)],
                Watch = parsed.GetValue(watch),
                MaximumBatch = parsed.GetValue(batch) ?? usual.MaximumBatch,
                MaximumWait = TimeSpan.FromMilliseconds(parsed.GetValue(wait) ?? 0),
                MaximumRequests = parsed.GetValue(queue) ?? usual.MaximumRequests,
                MaximumBody = parsed.GetValue(body) is { } megabytes ? (long)(megabytes * Megabyte) : usual.MaximumBody,
                MaximumRows = parsed.GetValue(rows) ?? usual.MaximumRows,
                Timeout = parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.Timeout,
                Log = line => terminal.Error.WriteLine($"note: {line}"),
            };
            if (parsed.GetValue(noAuth) && options.ApiKeys.Count > 0)
            {
                throw new UsageException("--no-auth and --api-key-file contradict each other. Give one of them.");
            }

            return RunAsync(terminal, options, isMeant: parsed.GetValue(noAuth), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ServerOptions options, bool isMeant, CancellationToken cancellation)
    {
        await using var server = new ModelServer(options);
        await server.StartAsync(cancellation);
        if (options.IsOpenToAll && !isMeant)
        {
            await terminal.Error.WriteLineAsync(
                "warning: other machines can reach this server and need no key. Give --api-key-file FILE, or --no-auth to say that this is meant.");
        }

        foreach (var (source, url) in options.Models.SelectMany(source => server.Urls.Select(url => (source, url))))
        {
            await terminal.Output.WriteLineAsync($"serving {source.Name} ({source.Path}) on {url}");
        }

        await terminal.Output.FlushAsync(CancellationToken.None);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellation.Register(asked.SetResult))
        {
            await asked.Task;
        }

        await terminal.Error.WriteLineAsync("note: ending; requests that have begun are answered first.");
        using var limit = new CancellationTokenSource(DrainTime);
        await server.StopAsync(limit.Token);
        return ExitCode.Success;
    }

    private static int CheckedPort(int port) => port <= IPEndPoint.MaxPort
        ? port
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--port takes a number from 0 to {IPEndPoint.MaxPort}, not {port}."));
}
