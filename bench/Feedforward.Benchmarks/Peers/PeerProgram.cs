using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Feedforward.Benchmarks.Peers;

/// <summary>A program that measures cases and prints a JSON line for each. Every case gets a process of its own.</summary>
internal sealed class PeerProgram
{
    private readonly string _executable;
    private readonly IReadOnlyList<string> _firstWords;

    private PeerProgram(string executable, params IReadOnlyList<string> firstWords)
    {
        _executable = executable;
        _firstWords = firstWords;
    }

    /// <summary>This program with one of its verbs.</summary>
    public static PeerProgram Ours(string verb) =>
        new(Environment.ProcessPath ?? throw new InvalidOperationException("This process does not know its own file."), verb);

    /// <summary>A program under bench/, built first.</summary>
    /// <param name="name">Its project's name.</param>
    /// <param name="fault">Why it cannot be had, or null.</param>
    /// <returns>The program, or null.</returns>
    public static PeerProgram? Build(string name, out string? fault)
    {
        var folder = Path.Combine(Results.Repository.Root, "bench", name);
        Console.Error.WriteLine($"building {name} …");
        var (code, output, error) = Start(
            "dotnet", ["build", folder, "-c", "Release", "-v", "quiet", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"], null);
        fault = code == 0 ? null : $"it cannot be built: {FirstFault(output + error)}";
        return code == 0 ? new PeerProgram(Path.Combine(folder, "bin", "Release", "net10.0", name)) : null;
    }

    /// <summary>Runs it with some words.</summary>
    /// <returns>The JSON objects that it printed.</returns>
    /// <exception cref="PeerFailure">It ended with a fault, or printed none.</exception>
    public IReadOnlyList<JsonElement> Run(params IEnumerable<string> words)
    {
        var (code, output, error) = Start(_executable, [.. _firstWords, .. words], line => Console.Error.WriteLine("  " + line));
        if (code != 0)
        {
            throw new PeerFailure($"it ended with code {code}: {FirstFault(error + output)}");
        }

        var lines = output.Split('\n').Where(line => line.StartsWith('{')).ToList();
        return lines.Count > 0
            ? lines.ConvertAll(line => JsonDocument.Parse(line).RootElement)
            : throw new PeerFailure("it printed no result.");
    }

    private static (int Code, string Output, string Error) Start(string executable, IEnumerable<string> words, Action<string>? onLine)
    {
        var start = new ProcessStartInfo(executable, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = new List<string>();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                output.Add(line);
                onLine?.Invoke(line);
            }

            process.WaitForExit();
            return (process.ExitCode, string.Join('\n', output), error.Result);
        }
        catch (Win32Exception fault)
        {
            return (-1, "", fault.Message);
        }
    }

    private static string FirstFault(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.FirstOrDefault() ?? "no message";
    }
}
