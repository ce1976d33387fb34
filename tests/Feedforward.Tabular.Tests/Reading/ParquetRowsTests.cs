using Parquet;
using Parquet.Schema;

namespace Feedforward.Tabular.Tests.Reading;

public class ParquetRowsTests
{
    [Fact]
    public async Task ColumnsOfEveryKindComeGroupByGroup()
    {
        using var rows = TableFile.OpenParquet(await Written());
        var table = Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([1.5f, float.NaN, 1.5f, float.NaN], table.Numbers("number"));
        Assert.Equal([7f, 8f, 7f, 8f], table.Numbers("whole"));
        Assert.Equal(["01", null, "01", null], table.Texts("text"));
        Assert.Equal(["true", "false", "true", "false"], table.Texts("truth"));
        Assert.Equal(["2026-01-31", null, "2026-01-31", null], table.Texts("day"));
        Assert.False(table.TryColumn("list", out _));
        Assert.Equal(NoticeKind.Unreadable, Assert.Single(table.Notices).Kind);
    }

    [Fact]
    public async Task ParquetIsRecognisedByItsFirstBytes()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, (await Written()).ToArray());
            Assert.Equal(4, Table.Load(path, cancellationToken: TestContext.Current.CancellationToken).Rows);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void DamageIsSaid()
    {
        var exception = Assert.Throws<DataException>(() => TableFile.OpenParquet(new MemoryStream("PAR1 this is no table PAR1"u8.ToArray())));
        Assert.Contains("cannot be read as Parquet", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<MemoryStream> Written()
    {
        var schema = new ParquetSchema(
            new DataField<double?>("number"),
            new DataField<int>("whole"),
            new DataField<string>("text"),
            new DataField<bool>("truth"),
            new DataField<DateTime?>("day"),
            new DataField<int[]>("list"));
        var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: TestContext.Current.CancellationToken))
        {
            for (var group = 0; group < 2; group++)
            {
                using var rows = writer.CreateRowGroup();
                var fields = schema.DataFields;
                await rows.WriteAsync<double>(fields[0], new double?[] { 1.5, null }, cancellationToken: TestContext.Current.CancellationToken);
                await rows.WriteAsync<int>(fields[1], new[] { 7, 8 }, cancellationToken: TestContext.Current.CancellationToken);
                await rows.WriteAsync(fields[2], ["01", null!]);
                await rows.WriteAsync<bool>(fields[3], new[] { true, false }, cancellationToken: TestContext.Current.CancellationToken);
                await rows.WriteAsync<DateTime>(
                    fields[4], new DateTime?[] { new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc), null }, cancellationToken: TestContext.Current.CancellationToken);
                await rows.WriteAsync<int>(fields[5], new[] { 1, 2 }, new[] { 0, 0 }, cancellationToken: TestContext.Current.CancellationToken);
            }
        }

        stream.Position = 0;
        return stream;
    }
}
