using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Streaming;

public sealed class KeptRowsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EachBlockIsParsedOnce()
    {
        var path = _folder.Write("rows.csv", "a,b,c\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},t{i % 7},{(i % 5 == 0 ? "" : "x")}\n")));
        var source = new CsvSource(path, ReadOptions.Default, Cancellation, blockLength: 512);
        using var kept = new KeptRows(source, new HashSet<string> { "a", "b" }, _folder.Path);
        List<Table> first = [.. Enumerable.Range(0, kept.Blocks).Select(block => kept.Read(block, ReadOptions.Default))];

        // What is not read again may change; and nothing is to be seen of the file.
        File.WriteAllText(path, "");
        Assert.True(OperatingSystem.IsWindows() || Directory.GetFiles(_folder.Path).Length == 1);
        for (var block = kept.Blocks - 1; block >= 0; block--)
        {
            var again = kept.Read(block, ReadOptions.Default);
            Assert.Equal(["a", "b"], again.Columns.Select(column => column.Name));
            AssertSame(first[block], again);
        }
    }

    /// <summary>Codes of one, two and four bytes, missing cells, texts of any kind, lines that jump.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void ATableComesBackAsItWas(int distinct)
    {
        var random = new RandomStream(1, RandomPurpose.Data);
        var lines = new LineNumbers();
        var rows = Math.Max(200, distinct);
        for (var row = 0; row < rows; row++)
        {
            lines.Add((3L * row / 2) + 5_000_000_000);
        }

        var table = new Table(
            [
                new NumberColumn("n", [.. Enumerable.Range(0, rows).Select(i => i % 9 == 0 ? float.NaN : random.Normal(i))]),
                TextColumn.From("täxt", Enumerable.Range(0, rows).Select(i => i % 11 == 3 ? null : $"ß\n{i % distinct}")),
                new NumberColumn("not kept", new float[rows]),
            ],
            lines,
            []);
        var again = KeptTable.Read(KeptTable.Write(table, new HashSet<string> { "n", "täxt" }).ToArray());
        Assert.Equal(2, again.Columns.Count);
        AssertSame(table, again);
        Assert.Equal(0, KeptTable.Read(KeptTable.Write(table.Select([]), new HashSet<string> { "n" }).ToArray()).Rows);
    }

    [Fact]
    public void AFolderThatIsNotThereIsSaid()
    {
        var missing = Path.Combine(_folder.Path, "missing");
        var source = new CsvSource(_folder.Write("rows.csv", "a\n1\n"), ReadOptions.Default, Cancellation);
        Assert.Contains(missing, Assert.Throws<DataException>(() => new KeptRows(source, new HashSet<string>(), missing)).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(Table expected, Table actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.Equal(Enumerable.Range(0, expected.Rows).Select(expected.LineOf), Enumerable.Range(0, actual.Rows).Select(actual.LineOf));
        foreach (var column in actual.Columns)
        {
            Assert.Equal(expected[column.Name].GetType(), column.GetType());
            Assert.Equal(Enumerable.Range(0, expected.Rows).Select(expected[column.Name].TextAt), Enumerable.Range(0, actual.Rows).Select(column.TextAt));
        }
    }
}
