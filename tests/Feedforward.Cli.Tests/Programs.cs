namespace Feedforward.Cli.Tests;

/// <summary>Programs of the system that some tests need.</summary>
internal static class Programs
{
    /// <summary>Whether there is one.</summary>
    public static bool Have(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)));
}
