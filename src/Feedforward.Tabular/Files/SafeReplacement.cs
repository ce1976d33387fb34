namespace Feedforward.Tabular;

/// <summary>
/// Writes a file so that a reader never meets half of it: into a new file beside the target, flushed to the disk,
/// then renamed over it, then the folder flushed as well, so that the new name outlives a power failure. A fault leaves the old file as it was. A symbolic link stays and what it leads to is
/// replaced; a device or a pipe cannot be replaced and is written to.
/// </summary>
public static class SafeReplacement
{
    private const string Devices = "/dev/";

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        if (File.Exists(target))
        {
            using var old = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            target = File.ResolveLinkTarget(target, returnFinalTarget: true)?.FullName ?? target;
            if (!old.CanSeek || (!OperatingSystem.IsWindows() && target.StartsWith(Devices, StringComparison.Ordinal)))
            {
                write(old);
                return;
            }
        }

        Replace(target, write);
    }

    private static void Replace(string target, Action<Stream> write)
    {
        var unfinished = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, target, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(target)!);
        }
        catch
        {
            Discard(unfinished);
            throw;
        }
    }

    private static void Discard(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The fault that brought us here is the one to report.
        }
    }
}
