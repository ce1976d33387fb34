using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>A folder with the newest checkpoints of one training. It is this process's alone until it is disposed of.</summary>
public sealed class CheckpointFolder : IDisposable
{
    private const string Prefix = "checkpoint-";
    private const string Extension = ".safetensors";
    private const string Unfinished = ".tmp";
    private readonly FileStream _lock;
    private readonly int _keep;

    /// <summary>Makes the folder where it is not there, and takes hold of it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="keep">How many checkpoints stay in it, 1 or more.</param>
    /// <exception cref="IOException">It cannot be made or written to, or another process has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public CheckpointFolder(string path, int keep = 3)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(keep);
        (Path, _keep) = (path, keep);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder '{path}' for checkpoints cannot be made: {fault.Message}", fault);
        }

        try
        {
            _lock = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder '{path}' for checkpoints cannot be written to, or another training writes to it: {fault.Message}", fault);
        }

        // What a process that was killed had begun.
        foreach (var unfinished in Directory.EnumerateFiles(path, $"{Prefix}*{Unfinished}"))
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The checkpoints, the newest first.</summary>
    public IReadOnlyList<string> Files => FilesOf(Path);

    /// <summary>The checkpoints of a folder, the newest first; none where there is no such folder.</summary>
    public static IReadOnlyList<string> FilesOf(string path) => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, $"{Prefix}*{Extension}").Where(file => NumberOf(file) > 0).OrderByDescending(NumberOf)]
        : [];

    /// <summary>Writes a checkpoint, waits until the disk has it, then lets go of those that are no longer kept.</summary>
    /// <returns>Its file.</returns>
    /// <exception cref="IOException">It cannot be written; those that were there are still there.</exception>
    public string Add(CheckpointFile checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var earlier = Files;
        var number = earlier.Count == 0 ? 1 : NumberOf(earlier[0]) + 1;
        var file = System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:00000000}{Extension}"));
        try
        {
            checkpoint.Write(file);
            foreach (var old in earlier.Skip(_keep - 1))
            {
                File.Delete(old);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The checkpoint of step {(checkpoint.Refit ?? checkpoint.Training).Steps} cannot be saved to '{file}': {fault.Message} "
                + (earlier.Count > 0 ? $"The newest that is saved is '{earlier[0]}'." : "None is saved."),
                fault);
        }

        return file;
    }

    /// <summary>The newest checkpoint that is whole.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="report">Told of each newer one that is damaged.</param>
    /// <returns>Null where the folder has none.</returns>
    /// <exception cref="ModelFileException">All are damaged.</exception>
    public static CheckpointFile? Newest(string path, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var files = FilesOf(path);
        ModelFileException? first = null;
        foreach (var file in files)
        {
            try
            {
                var found = CheckpointFile.Read(file);
                if (first is not null)
                {
                    report($"Training goes on from the checkpoint before, '{file}', of step {(found.Refit ?? found.Training).Steps}.");
                }

                return found;
            }
            catch (Exception fault) when (fault is ModelFileException or IOException or OverflowException)
            {
                report($"'{file}' cannot be used: {fault.Message}");
                first ??= new ModelFileException($"'{file}': {fault.Message}", fault);
            }
        }

        return first is null ? null : throw new ModelFileException($"None of the {files.Count} checkpoints in '{path}' can be used. {first.Message}", first);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static long NumberOf(string file) =>
        long.TryParse(System.IO.Path.GetFileNameWithoutExtension(file)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
