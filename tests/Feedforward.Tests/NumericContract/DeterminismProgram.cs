using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Feedforward.Tests.NumericContract;

/// <summary>Runs the determinism program, and the commands that build it, as processes of their own.</summary>
internal static class DeterminismProgram
{
    private static readonly string[] s_instructionSets =
        ["DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic", "DOTNET_PreferredVectorBitWidth"];

    /// <summary>The dotnet command that runs this process: it lies three folders above its runtime.</summary>
    public static string Host { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>The first line that the program prints, which says what it ran on, and the lines with the hashes.</summary>
    public static (string Features, string[] Lines) Run(
        string program, IReadOnlyList<string> arguments, params (string Name, string Value)[] environment)
    {
        var lines = Output(program, arguments, environment)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines[0], lines[1..]);
    }

    /// <summary>What a command prints; fails with all of it where the command fails.</summary>
    public static string Output(string program, IReadOnlyList<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in s_instructionSets)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}{errors.Result}");
        return output;
    }
}
