using Parquet;
using Parquet.Schema;

namespace Feedforward.Tabular.Tests.Streaming;

public class ParquetSourceTests
{
    [Fact]
    public async Task RowGroupsAreTheBlocks()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "rows.parquet");
        await Write(path, 3, 5, 2);
        var source = RowSource.Open(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((3, 10L), (source.Blocks, source.Rows));
        Assert.Equal(["number", "text"], source.Names);
        var whole = Table.Load(path, cancellationToken: TestContext.Current.CancellationToken);
        var last = source.Read(2, ReadOptions.Default);
        Assert.Equal([9, 10], [last.LineOf(0), last.LineOf(1)]);
        var joined = TableJoin.Of([.. Enumerable.Range(0, 3).Select(block => source.Read(block, ReadOptions.Default))]);
        Assert.Equal(whole.Numbers("number"), joined.Numbers("number"));
        Assert.Equal(whole.Texts("text"), joined.Texts("text"));
        Assert.Equal(Enumerable.Range(0, 10).Select(whole.LineOf), Enumerable.Range(0, 10).Select(joined.LineOf));
        Assert.Equal(whole.Numbers("number"), source.Sample(ReadOptions.Default, long.MaxValue).Numbers("number"));
    }

    [Fact]
    public async Task AFileWithoutRowsIsRefused()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "rows.parquet");
        await Write(path);
        Assert.Contains("no rows", Assert.Throws<DataException>(() => RowSource.Open(path, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private static async Task Write(string path, params int[] groups)
    {
        var schema = new ParquetSchema(new DataField<double>("number"), new DataField<string>("text"));
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: TestContext.Current.CancellationToken);
        var next = 0;
        foreach (var count in groups)
        {
            using var rows = writer.CreateRowGroup();
            int[] numbers = [.. Enumerable.Range(next, count)];
            await rows.WriteAsync<double>(schema.DataFields[0], Array.ConvertAll(numbers, i => i / 4.0), cancellationToken: TestContext.Current.CancellationToken);
            await rows.WriteAsync(schema.DataFields[1], [.. numbers.Select(i => $"t{i % 3}")]);
            next += count;
        }
    }
}
