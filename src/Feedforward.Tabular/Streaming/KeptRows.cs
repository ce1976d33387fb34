using Microsoft.Win32.SafeHandles;

namespace Feedforward.Tabular;

/// <summary>
/// Rows that are parsed once and afterwards read from a file, where each block lies as columns of numbers and of codes. The file has no
/// name any more where the system allows that, so that it goes with the process, however that ends.
/// </summary>
internal sealed class KeptRows : RowSource, IDisposable
{
    private readonly RowSource _source;
    private readonly IReadOnlySet<string> _columns;
    private readonly string _folder;
    private readonly SafeFileHandle _file;
    private readonly (long Offset, int Length)[] _places;
    private long _end;

    /// <param name="source">The rows.</param>
    /// <param name="columns">The columns that are kept.</param>
    /// <param name="folder">Where the file is made.</param>
    /// <exception cref="DataException">The file cannot be made there.</exception>
    public KeptRows(RowSource source, IReadOnlySet<string> columns, string folder)
    {
        (_source, _columns, _folder) = (source, columns, folder);
        _places = new (long, int)[source.Blocks];
        try
        {
            var path = Path.Combine(folder, $"feedforward-{Guid.NewGuid():N}.rows");
            _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(e);
        }
    }

    public override int Blocks => _source.Blocks;

    public override long Rows => _source.Rows;

    public override long BytesInMemory => _source.BytesInMemory;

    public override IReadOnlyList<string> Names => _source.Names;

    internal override TimeProvider Clock => _source.Clock;

    internal override long DiskTicks => base.DiskTicks + _source.DiskTicks;

    /// <summary>About how many bytes the file will have, given some of the rows.</summary>
    public static long SizeOf(RowSource source, Table sample, IReadOnlySet<string> columns) =>
        (long)(KeptTable.Write(sample, columns).Length / (double)Math.Max(1, sample.Rows) * source.Rows);

    /// <summary>A block with all its columns until it is kept, later with those that are kept. The options have to be the same each time.</summary>
    public override Table Read(int block, ReadOptions options)
    {
        var (offset, length) = PlaceOf(block);
        if (length == 0)
        {
            var table = _source.Read(block, options);
            Keep(block, KeptTable.Write(table, _columns));
            return table;
        }

        var bytes = new byte[length];
        var began = Clock.GetTimestamp();
        try
        {
            for (var read = 0; read < length;)
            {
                var count = RandomAccess.Read(_file, bytes.AsSpan(read), offset + read);
                read += count > 0 ? count : throw new EndOfStreamException("The file ends before its end.");
            }
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        CountDisk(began);
        return KeptTable.Read(bytes);
    }

    public void Dispose() => _file.Dispose();

    private void Keep(int block, ReadOnlySpan<byte> bytes)
    {
        var offset = Interlocked.Add(ref _end, bytes.Length) - bytes.Length;
        try
        {
            RandomAccess.Write(_file, bytes, offset);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        lock (_places)
        {
            _places[block] = (offset, bytes.Length);
        }
    }

    /// <summary>Two shards may have parts of one block, and read it at the same time.</summary>
    private (long Offset, int Length) PlaceOf(int block)
    {
        lock (_places)
        {
            return _places[block];
        }
    }

    private DataException Failed(Exception cause) => new(
        $"Parsed rows cannot be kept in the folder '{_folder}': {cause.Message} Make room there, or name another folder for them, or none.", inner: cause);
}
