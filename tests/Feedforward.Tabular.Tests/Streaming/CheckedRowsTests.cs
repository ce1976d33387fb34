using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular.Tests.Streaming;

public sealed class CheckedRowsTests : IDisposable
{
    private const string Text = "a,b\n1,2\n3,4\n5,6\n7,8\n";
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Two files of the same length, of which the second half is told apart when it is first read.</summary>
    [Fact]
    public void ABlockThatIsNotWhatAnotherRankReadIsNamed()
    {
        var (theirs, own) = (Source("theirs.csv", Text), Source("own.csv", Text.Replace('8', '9')));
        var read = new ReadOptions();
        string[] fingerprints = [.. Enumerable.Range(0, theirs.Blocks).Select(block => TableFingerprint.Of(theirs.Read(block, read)))];
        var rows = new CheckedRows(own);
        _ = rows.Read(own.Blocks - 1, read);
        rows.Expect(fingerprints, read, 0, 1);
        Assert.Equal(1, rows.Read(0, read).Numbers("a")[0]);
        Assert.Equal(3, rows.Read(1, read).Numbers("a")[0]);
        Assert.Contains("from line 5 on", Assert.Throws<DataException>(() => rows.Read(own.Blocks - 1, read)).Message, StringComparison.Ordinal);

        // Read in another way, a block has another fingerprint.
        Assert.Equal(7, rows.Read(own.Blocks - 1, new ReadOptions()).Numbers("a")[0]);
    }

    private CsvSource Source(string name, string text) => new(_folder.Write(name, text), ReadOptions.Default, TestContext.Current.CancellationToken, blockLength: 5);
}
