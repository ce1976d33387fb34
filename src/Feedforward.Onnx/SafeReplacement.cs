namespace Feedforward.Onnx;

/// <summary>
/// Writes a file so that a reader never meets half of it: into a new file beside the target, flushed to the disk,
/// then renamed over it. A fault leaves the old file as it was.
/// </summary>
internal static class SafeReplacement
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Where the file shall be.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="ModelFileException">The file cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var unfinished = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, target, overwrite: true);
        }
        catch (Exception fault)
        {
            Discard(unfinished);
            if (fault is IOException or UnauthorizedAccessException)
            {
                throw new ModelFileException($"The model cannot be written to '{path}': {fault.Message}", fault);
            }

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
