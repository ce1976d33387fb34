using System.Text;
using System.Text.Json;

namespace Feedforward.Cli.Tests;

/// <summary>What a command line answered.</summary>
internal sealed record Answer(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<JsonElement> Json => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];
}

/// <summary>Runs command lines within the test's process, on streams that are no terminal.</summary>
internal static class CommandLine
{
    public static Task<Answer> RunAsync(params string[] arguments) => RunAsync(string.Empty, arguments);

    public static async Task<Answer> RunAsync(string input, string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));
        var code = await Application.RunAsync(arguments, new Terminal(output, error, stream), TestContext.Current.CancellationToken);
        return new Answer(code, output.ToString(), error.ToString());
    }
}
