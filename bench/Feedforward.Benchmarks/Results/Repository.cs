namespace Feedforward.Benchmarks.Results;

/// <summary>Where this program's sources are.</summary>
internal static class Repository
{
    /// <summary>The folder of Feedforward.slnx.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not lie inside the repository.</exception>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Feedforward.slnx")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"The benchmarks run from inside the repository; there is no Feedforward.slnx above {AppContext.BaseDirectory}.");
    }
}
