using System.Diagnostics;

namespace Feedforward.Cli.Tests;

/// <summary>Runs the built command line as a process of its own.</summary>
internal static class CliProcess
{
    public static Task<Answer> RunAsync(string folder, (string Name, string Value)[] environment, params string[] arguments) =>
        RunAsync("dotnet", folder, environment, [Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll"), .. arguments]);

    public static async Task<Answer> RunAsync(
        string program, string folder, (string Name, string Value)[] environment, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new Answer(process.ExitCode, await output, await error);
    }
}
