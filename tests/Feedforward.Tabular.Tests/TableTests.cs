using System.Data;

namespace Feedforward.Tabular.Tests;

public class TableTests
{
    private sealed record Person(string Name, int? Age, bool Member, DateTime Joined, float[] Scores);

    private static readonly Person[] People =
    [
        new("Ada", 36, true, new DateTime(2026, 1, 31), [1, 2]),
        new("Alan", null, false, new DateTime(2026, 2, 1, 18, 30, 0), [3, 4]),
    ];

    [Fact]
    public void SelectorsAndReflectionMakeTheSameTable()
    {
        var chosen = Table.From(People)
            .Text("Name", p => p.Name).Number("Age", p => p.Age).Boolean("Member", p => p.Member).Date("Joined", p => p.Joined).Vector("Scores", p => p.Scores)
            .ToTable();
        var reflected = Table.FromRecords(People);
        foreach (var table in new[] { chosen, reflected })
        {
            Assert.Equal(["Name", "Age", "Member", "Joined", "Scores"], table.Columns.Select(column => column.Name));
            Assert.Equal(["Ada", "Alan"], table.Texts("Name"));
            Assert.Equal([36f, float.NaN], table.Numbers("Age"));
            Assert.Equal(["true", "false"], table.Texts("Member"));
            Assert.Equal(["2026-01-31", "2026-02-01T18:30:00"], table.Texts("Joined"));
            Assert.Equal(["1 2", "3 4"], table.Texts("Scores"));
        }
    }

    [Fact]
    public void AnyDataReaderIsASource()
    {
        using var source = new DataTable();
        source.Columns.Add("n", typeof(decimal));
        source.Columns.Add("s", typeof(string));
        source.Columns.Add("b", typeof(bool));
        source.Columns.Add("d", typeof(DateTime));
        source.Rows.Add(1.25m, "x", true, new DateTime(2026, 1, 31));
        source.Rows.Add(DBNull.Value, DBNull.Value, false, DBNull.Value);
        using var rows = source.CreateDataReader();
        var table = Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([1.25f, float.NaN], table.Numbers("n"));
        Assert.Equal(["x", null], table.Texts("s"));
        Assert.Equal(["true", "false"], table.Texts("b"));
        Assert.Equal(["2026-01-31", null], table.Texts("d"));
        Assert.Equal(2, table.LineOf(1));
    }

    [Fact]
    public void SelectedRowsKeepTheirLines()
    {
        var table = CsvText.Table("a,b\n1,x\n\n3,y\n5,z\n").Select([2, 0]);
        Assert.Equal([5f, 1f], table.Numbers("a"));
        Assert.Equal(["z", "x"], table.Texts("b"));
        Assert.Equal([5L, 2L], table.AllRows().Select(table.LineOf));
    }

    [Fact]
    public void ATableStreamsWhatItHolds()
    {
        using var rows = Table.FromRecords(People).ToReader();
        var copy = Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["Ada", "Alan"], copy.Texts("Name"));
        Assert.Equal([36f, float.NaN], copy.Numbers("Age"));
        Assert.Equal(["1 2", "3 4"], copy.Texts("Scores"));
    }

    [Fact]
    public void AColumnThatIsNotThereIsNamed()
    {
        var table = CsvText.Table("Age,b\n1,x\n");
        Assert.Contains("did you mean 'Age'", Assert.Throws<DataException>(() => table["age"]).Message, StringComparison.Ordinal);
        Assert.Contains("The columns are: Age, b", Assert.Throws<DataException>(() => table["c"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressIsToldAndReadingCanBeStopped()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 10_000));
        var told = new List<long>();
        using (var rows = CsvText.Rows(text))
        {
            Table.Read(rows, rowsRead: new Told<long>(told.Add), cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Equal([4096L, 8192L, 10_000L], told);
        using var stopped = new CancellationTokenSource();
        using var again = CsvText.Rows(text);
        Assert.Throws<OperationCanceledException>(() => Table.Read(again, rowsRead: new Told<long>(_ => stopped.Cancel()), cancellationToken: stopped.Token));
    }

    [Fact]
    public void AMatrixBecomesColumns()
    {
        var table = Table.FromMatrix(Matrix.From(new float[,] { { 1, 2 }, { 3, 4 } }), [5, 6]);
        Assert.Equal([2f, 4f], table.Numbers("x1"));
        Assert.Equal([5f, 6f], table.Numbers("target"));
    }

    [Fact]
    public void ColumnsOfDifferentLengthAreNoTable() => Assert.Throws<DataException>(
        () => Table.Of(new NumberColumn("a", [1]), new NumberColumn("b", [1, 2])));
}
