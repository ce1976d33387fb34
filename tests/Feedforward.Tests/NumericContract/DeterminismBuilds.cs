namespace Feedforward.Tests.NumericContract;

/// <summary>The determinism program compiled in other ways, in a folder of its own that is deleted at the end.</summary>
public sealed class DeterminismBuilds : IDisposable
{
    private const string Project = "tests/Feedforward.Determinism/Feedforward.Determinism.csproj";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("feedforward-determinism-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Runs a command of the .NET SDK on the program and returns the path of what it made.</summary>
    /// <param name="name">What to call the build.</param>
    /// <param name="arguments">The command and its options.</param>
    internal string Make(string name, params ReadOnlySpan<string> arguments)
    {
        var output = Path.Combine(_folder.FullName, name);

        // The builds share what they have in common. They run no analysers: the build of the solution does.
        DeterminismProgram.Output(
            DeterminismProgram.Host,
            [
                .. arguments,
                Project,
                "--artifacts-path",
                Path.Combine(_folder.FullName, "artifacts"),
                "-o",
                output,
                "-p:RunAnalyzers=false",
                "-nodeReuse:false",
                "-p:UseSharedCompilation=false",
            ]);
        return Path.Combine(output, Path.GetFileNameWithoutExtension(Project));
    }
}
