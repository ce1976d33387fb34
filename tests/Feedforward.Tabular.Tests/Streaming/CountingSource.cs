namespace Feedforward.Tabular.Tests.Streaming;

/// <summary>Counts which blocks are read, and how often; a sample does not count.</summary>
internal sealed class CountingSource(RowSource source) : RowSource
{
    private readonly int[] _reads = new int[source.Blocks];
    private long _rows;

    public long RowsRead => Interlocked.Read(ref _rows);

    public override int Blocks => source.Blocks;

    public override long Rows => source.Rows;

    public override long BytesInMemory => source.BytesInMemory;

    public override IReadOnlyList<string> Names => source.Names;

    /// <summary>How often each block was read, since this was last asked.</summary>
    public int[] Reads()
    {
        int[] reads = [.. _reads];
        Array.Clear(_reads);
        return reads;
    }

    public override Table Read(int block, ReadOptions options)
    {
        var table = source.Read(block, options);
        Interlocked.Increment(ref _reads[block]);
        Interlocked.Add(ref _rows, table.Rows);
        return table;
    }

    public override Table Sample(ReadOptions options, long bytes) => source.Sample(options, bytes);
}
