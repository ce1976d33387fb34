namespace Feedforward.Tabular.Tests.Schemas;

public class TableSummaryTests
{
    [Fact]
    public void EveryColumnIsSummarised()
    {
        var table = CsvText.Table("n,c,same,t\n1,x,7,0\n2,y,7,1\n,x,7,1\n6,,7,0\n");
        var (schema, _) = Schema.Infer(table, new SchemaOptions { Target = "t" });
        var summaries = TableSummary.Of(table, schema);
        Assert.Equal(["n", "c", "same", "t"], summaries.Select(summary => summary.Name));
        Assert.Equal([ColumnKind.Number, ColumnKind.Category, null, ColumnKind.Category], summaries.Select(summary => summary.Kind));
        Assert.Equal(NoticeKind.Constant, summaries[2].Dropped);

        // Mean (1 + 2 + 6) / 3 = 3; deviation √((4 + 1 + 9) / 3).
        var n = summaries[0];
        Assert.Equal((1, 3, 3f, MathF.Sqrt(14 / 3f), 1f, 6f), (n.Missing, n.Distinct, n.Mean, n.Deviation, n.Minimum, n.Maximum));
        Assert.Equal([("x", 2), ("y", 1)], summaries[1].MostFrequent);
        Assert.Null(summaries[1].Mean);
        Assert.Equal(0, summaries[2].Deviation);
    }
}
