namespace Feedforward.Onnx;

/// <summary>Takes a whole file into memory, and no more than a file of ours can have.</summary>
internal static class WholeFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">It cannot be opened or read.</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(stream);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException("There is no such file.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"The file cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="ModelFileException">It is longer than a file of one piece can be.</exception>
    public static ReadOnlyMemory<byte> Read(Stream stream)
    {
        if (stream.CanSeek)
        {
            var bytes = new byte[Checked(stream.Length - stream.Position)];
            stream.ReadExactly(bytes);
            return bytes;
        }

        var whole = new MemoryStream();
        var block = new byte[1 << 16];
        for (int count; (count = stream.Read(block)) > 0;)
        {
            Checked(whole.Length + count);
            whole.Write(block, 0, count);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private static long Checked(long length) => length <= Array.MaxLength
        ? length
        : throw new ModelFileException($"The file has {length} bytes or more; an ONNX file of one piece has at most {Array.MaxLength}.");
}
