namespace Feedforward.Tabular.Tests.Streaming;

public class TableJoinTests
{
    [Fact]
    public void AColumnThatHoldsTextsInOneTableHoldsTexts()
    {
        var joined = TableJoin.Of([CsvText.Table("a,b\n1,2\n,3\n"), CsvText.Table("a,b\nx,4\n")]);
        Assert.Equal(["1", null, "x"], joined.Texts("a"));
        Assert.Equal([2, 3, 4], joined.Numbers("b"));
        Assert.Equal([2, 3, 2], Enumerable.Range(0, 3).Select(joined.LineOf));
    }
}
