namespace Feedforward.Tabular;

/// <summary>
/// Rows that are read a block at a time, in any order and as often as wanted, so that they need not fit into memory: a CSV file
/// (blocks of whole rows of about a megabyte), a Parquet file (its row groups), or a folder of such files. Safe to read from
/// several threads.
/// </summary>
public abstract class RowSource
{
    private const int BytesInMemoryPerByteOfText = 4;
    private long _diskTicks;

    private protected RowSource()
    {
    }

    /// <summary>How the rows are read.</summary>
    public ReadOptions Options { get; private set; } = ReadOptions.Default;

    /// <summary>How many blocks there are.</summary>
    public abstract int Blocks { get; }

    /// <summary>How many rows there are; of a CSV file how many lines, empty ones too.</summary>
    public abstract long Rows { get; }

    /// <summary>About how many bytes of memory reading it all into a table and training on that would take.</summary>
    public abstract long BytesInMemory { get; }

    /// <summary>The columns' names, in their order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Opens a file or a folder. A CSV file is read once from end to end to find where rows begin; nothing is parsed.</summary>
    /// <param name="path">A CSV or Parquet file, or a folder whose files (not those in folders below it, nor those whose name begins with a dot or an underscore) are taken in the order of their names.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DataException">There is no such file, or it cannot be read a block at a time; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RowSource Open(string path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= ReadOptions.Default;
        var source = Directory.Exists(path) ? new FolderSource(path, options, cancellationToken) : OfFile(path, options, cancellationToken);
        source.Options = options;
        return source;
    }

    /// <summary>About how many bytes of memory a file or the files of a folder would take as a table that is trained on; null for what cannot be read a block at a time.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <exception cref="DataException">A Parquet file cannot be read.</exception>
    public static long? EstimateBytesInMemory(string path)
    {
        if (Directory.Exists(path))
        {
            return FolderSource.FilesOf(path).Sum(EstimateBytesInMemory);
        }

        if (!File.Exists(path))
        {
            return null;
        }

        var start = StartOf(path);
        return IsParquet(start) ? new ParquetSource(path).BytesInMemory
            : IsCompressed(start) || TableFile.IsIdx(start) ? null
            : BytesInMemoryPerByteOfText * new FileInfo(path).Length;
    }

    /// <summary>What tells how long reading takes.</summary>
    internal virtual TimeProvider Clock => TimeProvider.System;

    /// <summary>How long all readers together have waited for the disk, in ticks of the clock.</summary>
    internal virtual long DiskTicks => Interlocked.Read(ref _diskTicks);

    /// <summary>All rows as one table, where they fit into memory after all.</summary>
    /// <exception cref="DataException">A row cannot be read.</exception>
    public Table ReadAll() => Sample(Options, long.MaxValue);

    private protected void CountDisk(long since) => Interlocked.Add(ref _diskTicks, Clock.GetTimestamp() - since);

    /// <summary>Reads one block.</summary>
    /// <param name="block">Which one, counted from 0.</param>
    /// <param name="options">What columns hold, and everything else about reading.</param>
    /// <exception cref="DataException">A row cannot be read; the message names its line.</exception>
    public abstract Table Read(int block, ReadOptions options);

    /// <summary>Some rows from all over the data, to find out what the columns hold.</summary>
    /// <param name="options">How to read.</param>
    /// <param name="bytes">How much of <see cref="BytesInMemory"/> to read at most; one block in any case.</param>
    /// <exception cref="DataException">A row cannot be read.</exception>
    public virtual Table Sample(ReadOptions options, long bytes) =>
        TableJoin.Of([.. Spread(Blocks, bytes / Math.Max(1, BytesInMemory / Blocks)).Select(block => Read(block, options))]);

    private protected static RowSource OfFile(string path, ReadOptions options, CancellationToken cancellationToken)
    {
        var start = StartOf(path);
        return IsParquet(start) ? new ParquetSource(path)
            : IsCompressed(start) ? throw new DataException($"'{path}' is compressed and cannot be read a block at a time. Decompress it, or allow enough memory to read it whole.")
            : TableFile.IsIdx(start) ? throw new DataException($"'{path}' is an IDX file, which is read whole. Allow enough memory for it.")
            : new CsvSource(path, options, cancellationToken);
    }

    private static bool IsParquet(ReadOnlySpan<byte> start) => start.SequenceEqual("PAR1"u8);

    private static bool IsCompressed(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    private static byte[] StartOf(string path)
    {
        var start = new byte[4];
        try
        {
            using var file = File.OpenHandle(path);
            return start[..RandomAccess.Read(file, start, 0)];
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

    /// <summary>Of so many blocks as many as are wanted, evenly spread; the first is among them.</summary>
    private protected static IEnumerable<int> Spread(int blocks, long wanted)
    {
        var count = (int)Math.Clamp(wanted, 1, blocks);
        return Enumerable.Range(0, count).Select(i => (int)((long)i * blocks / count));
    }

    /// <summary>Reads, and puts the file's name before what is wrong with it.</summary>
    private protected static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DataException e)
        {
            throw new DataException($"{Path.GetFileName(path)}: {e.Message}", e.Row, e.Column, e);
        }
    }
}
