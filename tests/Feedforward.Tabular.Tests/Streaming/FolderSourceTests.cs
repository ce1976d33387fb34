namespace Feedforward.Tabular.Tests.Streaming;

public class FolderSourceTests
{
    [Fact]
    public void FilesComeInTheOrderOfTheirNames()
    {
        using var folder = new TestFolder();
        folder.Write("b.csv", "n,t\n3,z\n");
        folder.Write("a.csv", "n,t\n1,x\n2,\n");
        folder.Write(".hidden", "no table");
        folder.Write("_SUCCESS", "");
        var source = RowSource.Open(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((2, 3L), (source.Blocks, source.Rows));
        var all = source.Sample(ReadOptions.Default, long.MaxValue);
        Assert.Equal([1, 2, 3], all.Numbers("n"));
        Assert.Equal(["x", null, "z"], all.Texts("t"));
        Assert.Equal([3f], source.Read(1, ReadOptions.Default).Numbers("n"));
    }

    [Fact]
    public void FilesNeedTheSameColumns()
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", "n,t\n1,x\n");
        folder.Write("b.csv", "t,n\n1,x\n");
        var fault = Assert.Throws<DataException>(() => RowSource.Open(folder.Path, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("has the columns t, n, but", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFolderAndNoFileAreSaid()
    {
        using var folder = new TestFolder();
        Assert.Contains("no file in the folder", Assert.Throws<DataException>(() => RowSource.Open(folder.Path, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no file", Assert.Throws<DataException>(() => RowSource.Open(Path.Combine(folder.Path, "x.csv"), cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }
}
