namespace Feedforward.Tabular;

/// <summary>The files of a folder, one after another.</summary>
internal sealed class FolderSource : RowSource
{
    private readonly List<RowSource> _files = [];
    private readonly List<(RowSource File, int Block)> _blocks = [];

    public FolderSource(string folder, ReadOptions options, CancellationToken cancellationToken)
    {
        var paths = FilesOf(folder);
        if (paths.Count == 0)
        {
            throw new DataException($"There is no file in the folder '{folder}'.");
        }

        foreach (var path in paths)
        {
            var file = OfFile(path, options, cancellationToken);
            _files.Add(file);
            if (!file.Names.SequenceEqual(Names))
            {
                throw new DataException(
                    $"'{path}' has the columns {string.Join(", ", file.Names.Take(20))}, but '{paths[0]}' has {string.Join(", ", Names.Take(20))}. The files of a folder need the same columns in the same order.");
            }

            _blocks.AddRange(Enumerable.Range(0, file.Blocks).Select(block => (file, block)));
        }
    }

    public static List<string> FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(path => Path.GetFileName(path)[0] is not ('.' or '_')).Order(StringComparer.Ordinal)];

    internal override long DiskTicks => _files.Sum(file => file.DiskTicks);

    public override int Blocks => _blocks.Count;

    public override long Rows => _files.Sum(file => file.Rows);

    public override long BytesInMemory => _files.Sum(file => file.BytesInMemory);

    public override IReadOnlyList<string> Names => _files[0].Names;

    public override Table Read(int block, ReadOptions options) => _blocks[block].File.Read(_blocks[block].Block, options);
}
