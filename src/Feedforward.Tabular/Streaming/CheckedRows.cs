using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular;

/// <summary>Rows of which another process has told what they are: a block that this one reads for the first time to learn from has to be the same.</summary>
internal sealed class CheckedRows(RowSource source) : RowSource
{
    private string[] _fingerprints = [];
    private bool[] _isKnown = [];
    private ReadOptions? _options;

    public override int Blocks => source.Blocks;

    public override long Rows => source.Rows;

    public override long BytesInMemory => source.BytesInMemory;

    public override IReadOnlyList<string> Names => source.Names;

    internal override TimeProvider Clock => source.Clock;

    internal override long DiskTicks => source.DiskTicks;

    /// <summary>From now on blocks are compared.</summary>
    /// <param name="fingerprints">What stands for each block's content, where it is read with <paramref name="options"/>.</param>
    /// <param name="options">How they were read.</param>
    /// <param name="first">The first block that this process has told of itself.</param>
    /// <param name="end">The block after the last.</param>
    public void Expect(string[] fingerprints, ReadOptions options, int first, int end)
    {
        (_fingerprints, _options, _isKnown) = (fingerprints, options, new bool[fingerprints.Length]);
        Array.Fill(_isKnown, true, first, end - first);
    }

    public override Table Read(int block, ReadOptions options)
    {
        var table = source.Read(block, options);
        if (ReferenceEquals(options, _options) && !_isKnown[block])
        {
            _isKnown[block] = TableFingerprint.Of(table) == _fingerprints[block] ? true : throw new DataException(
                $"The rows from line {(table.Rows > 0 ? table.LineOf(0) : 1)} on are not those that another rank read. All ranks need the same file: put it on a file system that all machines share, or a copy in the same place on each.");
        }

        return table;
    }

    public override Table Sample(ReadOptions options, long bytes) => source.Sample(options, bytes);
}
