namespace Feedforward.Tabular;

/// <summary>A Parquet file by its row groups.</summary>
internal sealed class ParquetSource : RowSource
{
    private const int BytesInMemoryPerCell = 16;
    private readonly string _path;

    public ParquetSource(string path)
    {
        _path = path;
        (Names, Blocks, Rows) = Named(path, () =>
        {
            using var rows = Open(0, int.MaxValue);
            return (Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToArray(), rows.GroupCount, rows.RowCount ?? 0);
        });
        if (Rows == 0)
        {
            throw new DataException($"{Path.GetFileName(path)}: the table has columns but no rows.");
        }
    }

    public override int Blocks { get; }

    public override long Rows { get; }

    public override long BytesInMemory => Rows * Names.Count * BytesInMemoryPerCell;

    public override IReadOnlyList<string> Names { get; }

    public override Table Read(int block, ReadOptions options) => Named(_path, () =>
    {
        using var rows = Open(block, 1);
        return Table.Read(rows, options with { Threads = 1 });
    });

    private ParquetRows Open(int firstGroup, int groups) => new(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read), firstGroup, groups);
}
