namespace Feedforward.Tabular;

/// <summary>The files of a folder, one after another.</summary>
internal sealed class FolderSource : RowSource
{
    private readonly List<RowSource> _files = [];
    private readonly List<(RowSource File, int Block)> _blocks = [];

    public override int Blocks => _blocks.Count;

    public override long Rows => _files.Sum(file => file.Rows);

    public override long BytesInMemory => _files.Sum(file => file.BytesInMemory);

    public override IReadOnlyList<string> Names => _files[0].Names;

    public static FolderSource Of(string folder, ReadOptions options, CancellationToken cancellationToken)
    {
        var paths = Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal).ToList();
        if (paths.Count == 0)
        {
            throw new DataException($"There is no file in the folder '{folder}'.");
        }

        var source = new FolderSource();
        try
        {
            foreach (var path in paths)
            {
                source.Add(path, OfFile(path, options, cancellationToken), paths[0]);
            }

            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public override Table Read(int block, ReadOptions options) => _blocks[block].File.Read(_blocks[block].Block, options);

    public override Table Sample(ReadOptions options, long bytes) =>
        TableJoin.Of([.. _files.Select(file => file.Sample(options, bytes / _files.Count))]);

    protected override void Dispose(bool disposing)
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    private void Add(string path, RowSource file, string firstPath)
    {
        _files.Add(file);
        if (!file.Names.SequenceEqual(Names))
        {
            throw new DataException(
                $"'{path}' has the columns {string.Join(", ", file.Names.Take(20))}, but '{firstPath}' has {string.Join(", ", Names.Take(20))}. The files of a folder need the same columns in the same order.");
        }

        _blocks.AddRange(Enumerable.Range(0, file.Blocks).Select(block => (file, block)));
    }
}
