namespace Feedforward.Onnx;

/// <summary>What tells one content of a file from the next without reading it: of the file that a link leads to.</summary>
/// <param name="Written">When it was last written.</param>
/// <param name="Length">How many bytes it has.</param>
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    /// <summary>The stamp of a file; null where there is none or it cannot be opened.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return new FileStamp(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
