using System.Data.Common;
using System.Security.Cryptography;

namespace Feedforward.Tabular;

/// <summary>Opens files as streams of rows. What a file holds is told by its first bytes, not by its name.</summary>
public static class TableFile
{
    /// <summary>Opens a CSV, Parquet or IDX file; CSV and IDX also compressed by gzip.</summary>
    /// <param name="path">
    /// The file. Beside an IDX file of images its labels are looked for under the same name with <c>images-idx3</c>
    /// replaced by <c>labels-idx1</c>.
    /// </param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="DataException">There is no such file, or its beginning cannot be read.</exception>
    public static DbDataReader Open(string path, ReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = OpenFile(path);
        try
        {
            var (start, content) = PrefixedStream.Peek(file, 4);
            if (start.AsSpan().SequenceEqual("PAR1"u8))
            {
                return new ParquetRows(content);
            }

            (start, content) = PrefixedStream.Peek(Decompressed(content), 4);
            return IsIdx(start) ? new IdxRows(content, Labels(path)) : new CsvRows(content, options ?? ReadOptions.Default);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw new DataException($"The compressed file is damaged: {e.Message}", inner: e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads CSV from a stream, which need not seek; gzip is recognised.</summary>
    /// <param name="stream">The bytes; closed with the reader.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="DataException">There is no header, or the text cannot be read.</exception>
    public static DbDataReader OpenCsv(Stream stream, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new CsvRows(Decompressed(stream), options ?? ReadOptions.Default);
    }

    /// <summary>Reads Parquet from a stream that can seek.</summary>
    /// <param name="stream">The bytes; closed with the reader.</param>
    /// <exception cref="DataException">The stream is not Parquet.</exception>
    public static DbDataReader OpenParquet(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new ParquetRows(stream);
    }

    /// <summary>Reads IDX, the format of MNIST; gzip is recognised.</summary>
    /// <param name="images">The vectors: column <c>pixels</c>.</param>
    /// <param name="labels">Their labels, or null: column <c>label</c>.</param>
    /// <exception cref="DataException">A stream is not IDX, or the two do not belong together.</exception>
    public static DbDataReader OpenIdx(Stream images, Stream? labels = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new IdxRows(Decompressed(images), labels is null ? null : Decompressed(labels));
    }

    /// <summary>The SHA-256 of a file's bytes, by which somebody else knows that it is the same.</summary>
    /// <param name="path">The file.</param>
    /// <returns>64 hexadecimal digits in lower case.</returns>
    /// <exception cref="DataException">There is no such file, or it cannot be read.</exception>
    public static string Hash(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = OpenFile(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    internal static bool IsIdx(ReadOnlySpan<byte> start) =>
        start is [0, 0, 0x08 or 0x09 or 0x0B or 0x0C or 0x0D or 0x0E, > 0];

    private static Stream Decompressed(Stream stream)
    {
        var (start, content) = PrefixedStream.Peek(stream, 2);
        return start is [0x1F, 0x8B] ? new GzipContent(content) : content;
    }

    private static Stream? Labels(string path)
    {
        var name = Path.GetFileName(path);
        var labels = name.Replace("images-idx3", "labels-idx1", StringComparison.Ordinal)
            .Replace("images.idx3", "labels.idx1", StringComparison.Ordinal);
        var sibling = Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, labels);
        return labels != name && File.Exists(sibling) ? Decompressed(OpenFile(sibling)) : null;
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"There is no file '{path}'.", inner: e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataException($"The file '{path}' cannot be opened: {e.Message}", inner: e);
        }
    }
}
