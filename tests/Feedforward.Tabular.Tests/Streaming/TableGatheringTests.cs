namespace Feedforward.Tabular.Tests.Streaming;

public class TableGatheringTests
{
    [Fact]
    public void RowsKeepTheirOrderAndTextsThatNoRowHasAreLeftBehind()
    {
        var gathering = new TableGathering();
        Assert.Null(gathering.ToTable());
        for (var part = 0; part < 20; part++)
        {
            var table = Table.Of(
                new NumberColumn("x", [.. Enumerable.Range(0, 10).Select(i => (10f * part) + i)]),
                TextColumn.From("t", Enumerable.Range(0, 10).Select(i => $"{part}-{i}")));
            gathering.Add(table, [.. Enumerable.Range(0, part % 4)]);
        }

        var gathered = gathering.ToTable()!;
        var expected = Enumerable.Range(0, 20).SelectMany(part => Enumerable.Range(0, part % 4).Select(i => (part, i))).ToList();
        Assert.Equal(expected.Select(row => (10f * row.part) + row.i), ((NumberColumn)gathered["x"]).Values.ToArray());
        Assert.Equal(expected.Select(row => $"{row.part}-{row.i}"), Enumerable.Range(0, gathered.Rows).Select(gathered["t"].TextAt));
        Assert.Equal(expected.Count, ((TextColumn)gathered["t"]).Values.Count);
    }
}
