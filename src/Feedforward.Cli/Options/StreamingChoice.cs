using System.CommandLine;
using System.Globalization;
using Feedforward.Cli.Rendering;
using Feedforward.Tabular;

namespace Feedforward.Cli.Options;

/// <summary>Whether rows are streamed rather than read into memory, and how.</summary>
internal sealed class StreamingChoice
{
    private const string NoCache = "none";

    /// <summary>The system and other programs need some memory too.</summary>
    private const double ShareOfMemory = 0.7;

    private readonly Option<long?> _memory = TypedOption.Of<long?>(
        "--memory",
        "Stream the rows of a CSV or Parquet file, or of a folder of them, with so much memory for reading and shuffling, such as 512MB, rather than read them all (docs/large-data.md). Without it that is done, with 256MB, where the data would not fit.",
        "SIZE",
        "a size from 16MB on, such as 512MB or 2GB",
        text => Size(text) is >= StreamingOptions.LeastMemory and var bytes ? bytes : null);

    private readonly Option<string?> _cache = TypedOption.Text(
        "--cache", $"Where streamed rows are kept once they are parsed, so that they are not parsed again in each epoch: a folder, or '{NoCache}' (default: the system's folder for temporary files).", "DIR");

    /// <summary>Adds the options to a verb.</summary>
    public StreamingChoice(Command command)
    {
        command.Add(_memory);
        command.Add(_cache);
    }

    /// <summary>How the rows are streamed, and why where nobody asked for it; null where they are read into memory.</summary>
    /// <exception cref="UsageException">The data cannot be streamed.</exception>
    public (StreamingOptions Options, string? Why)? Of(ParseResult parsed, DataSource source)
    {
        if (parsed.GetValue(_memory) is { } memory)
        {
            return source.IsFile
                ? (new StreamingOptions { Memory = memory, CacheFolder = Cache(parsed) }, null)
                : throw new UsageException($"--memory streams a file or a folder, and {source.Name} is none. Write the rows to a file first, or leave it out.");
        }

        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (source.Path is { } path && RowSource.EstimateBytesInMemory(path) is { } needed && needed > ShareOfMemory * available)
        {
            return (
                new StreamingOptions { CacheFolder = Cache(parsed) },
                $"{source.Name} would take about {Megabytes(needed)} of memory and there are {Megabytes(available)}, so its rows are streamed, as with --memory {StreamingOptions.UsualMemory >> 20}MB.");
        }

        return parsed.GetValue(_cache) is null ? null : throw new UsageException("--cache goes with --memory.");
    }

    private string? Cache(ParseResult parsed)
    {
        if (parsed.GetValue(_cache) is { } folder)
        {
            return folder == NoCache ? null
                : Directory.Exists(folder) ? folder
                : throw new UsageException($"There is no folder '{folder}' for --cache. Make it first, or name another place.");
        }

        // Files of a folder in memory would take what is to be saved.
        return new[] { Path.GetTempPath(), Directory.GetCurrentDirectory() }.FirstOrDefault(IsOnDisk);
    }

    private static bool IsOnDisk(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).DriveFormat is not ("tmpfs" or "ramfs");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>512MB, 2GB, 1.5G or a number of bytes; a MB has 2²⁰ bytes.</summary>
    private static long? Size(string text)
    {
        var number = text.TrimEnd('b', 'B', 'i', 'k', 'K', 'm', 'M', 'g', 'G', 't', 'T');
        var factor = text[number.Length..].ToUpperInvariant() switch
        {
            "" or "B" => 1L,
            "K" or "KB" or "KIB" => 1L << 10,
            "M" or "MB" or "MIB" => 1L << 20,
            "G" or "GB" or "GIB" => 1L << 30,
            "T" or "TB" or "TIB" => 1L << 40,
            _ => 0,
        };
        return factor > 0 && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count * factor < long.MaxValue
            ? (long)(count * factor)
            : null;
    }

    private static string Megabytes(long bytes) => $"{Format.Count(bytes >> 20)} MB";
}
