using System.CommandLine;
using System.Globalization;
using System.Net;
using Feedforward.Cli.Options;
using Feedforward.Studio;

namespace Feedforward.Cli.Commands;

/// <summary><c>studio</c>: a page in the browser where the engine explains itself, until a signal asks for the end.</summary>
internal static class StudioCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var port = TypedOption.Whole("--port", $"The port; 0 takes a free one (default: {StudioOptions.UsualPort}).", 0);
        var command = new Verb(
            "studio",
            "Lessons in the browser, computed by this engine.",
            "Prints an address to open in a browser: the perceptron and XOR, the noise of minibatches, approximation, likelihood. Only this machine can reach the page, and it asks no other machine for anything. A signal (Ctrl-C, SIGTERM) ends it. docs/studio.md has the whole story.")
        {
            Examples =
            [
                ("studio", "on http://127.0.0.1:8090"),
                ("studio --port 0", "on a free port"),
            ],
        };
        command.Add(port);
        command.SetAction((parsed, cancellation) =>
        {
            var number = parsed.GetValue(port) ?? StudioOptions.UsualPort;
            if (number > IPEndPoint.MaxPort)
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--port takes a number from 0 to {IPEndPoint.MaxPort}, not {number}."));
            }

            return RunAsync(terminal, new StudioOptions { Port = number, Log = line => terminal.Error.WriteLine($"note: {line}") }, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, StudioOptions options, CancellationToken cancellation)
    {
        await using var studio = new StudioServer(options);
        await studio.StartAsync(cancellation);
        await terminal.Output.WriteLineAsync($"the studio is at {studio.Url} (Ctrl-C ends it)");
        await terminal.Output.FlushAsync(CancellationToken.None);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellation.Register(asked.SetResult))
        {
            await asked.Task;
        }

        return ExitCode.Success;
    }
}
