using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Feedforward.Tabular;

/// <summary>
/// Blocks that are read from their source once and afterwards from a file, where each has a fixed place. The file has no name any
/// more where the system allows that, so that it goes with the process, however that ends.
/// </summary>
internal sealed class CachedBlocks : ExampleBlocks, IDisposable
{
    private readonly ExampleBlocks _source;
    private readonly string _folder;
    private readonly SafeFileHandle _file;
    private readonly long[] _places;
    private readonly bool[] _isKept;
    private long _diskTicks;

    /// <param name="source">The blocks.</param>
    /// <param name="folder">Where the file is made.</param>
    /// <exception cref="DataException">The file cannot be made there.</exception>
    public CachedBlocks(ExampleBlocks source, string folder)
    {
        (_source, _folder) = (source, folder);
        _isKept = new bool[source.Counts.Count];
        _places = new long[source.Counts.Count + 1];
        for (var block = 0; block < _isKept.Length; block++)
        {
            _places[block + 1] = _places[block] + (sizeof(float) * (long)source.Counts[block] * (Features + TargetColumns + (HasWeights ? 1 : 0)));
        }

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

    /// <summary>The size of the file in bytes.</summary>
    public static long SizeOf(ExampleBlocks blocks) =>
        blocks.Counts.Sum(count => (long)count) * sizeof(float) * (blocks.Features + blocks.TargetColumns + (blocks.HasWeights ? 1 : 0));

    /// <summary>How long all readers together have waited for the file, in ticks of the stopwatch.</summary>
    public long DiskTicks => Interlocked.Read(ref _diskTicks);

    public override int Features => _source.Features;

    public override int TargetColumns => _source.TargetColumns;

    public override bool HasWeights => _source.HasWeights;

    public override IReadOnlyList<int> Counts => _source.Counts;

    public override void Read(int block, Span<float> inputs, Span<float> targets, Span<float> weights)
    {
        if (!_isKept[block])
        {
            _source.Read(block, inputs, targets, weights);
        }

        var place = _places[block];
        var began = Stopwatch.GetTimestamp();
        try
        {
            Move(inputs, ref place, _isKept[block]);
            Move(targets, ref place, _isKept[block]);
            Move(weights, ref place, _isKept[block]);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        Interlocked.Add(ref _diskTicks, Stopwatch.GetTimestamp() - began);
        _isKept[block] = true;
    }

    public void Dispose() => _file.Dispose();

    private void Move(Span<float> numbers, ref long place, bool isKept)
    {
        var bytes = MemoryMarshal.AsBytes(numbers);
        if (!isKept)
        {
            RandomAccess.Write(_file, bytes, place);
        }

        for (var read = isKept ? 0 : bytes.Length; read < bytes.Length;)
        {
            var count = RandomAccess.Read(_file, bytes[read..], place + read);
            read += count > 0 ? count : throw new EndOfStreamException("The file ends before its end.");
        }

        place += bytes.Length;
    }

    private DataException Failed(Exception cause) => new(
        $"Encoded rows cannot be kept in the folder '{_folder}': {cause.Message} It needs {_places[^1] >> 20} MiB there.", inner: cause);
}
