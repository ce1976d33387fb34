using System.Text;

namespace Feedforward.Tabular.Tests.Reading;

public sealed class MissingMarksOfTests
{
    [Fact]
    public void A_columns_own_marks_take_the_place_of_the_tables()
    {
        using var rows = TableFile.OpenCsv(
            new MemoryStream(Encoding.UTF8.GetBytes("a,b\n-,-\nNA,NA\n1,2\n")),
            new ReadOptions { MissingMarksOf = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["-", "NA"] } });
        var table = Table.Read(rows, new ReadOptions { MissingMarksOf = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["-", "NA"] } }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, Assert.IsType<NumberColumn>(table["a"]).MissingCount);
        Assert.Equal("-", Assert.IsType<TextColumn>(table["b"]).TextAt(0));
        Assert.Equal(1, table["b"].MissingCount);
    }
}
