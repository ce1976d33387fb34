using System.IO.Compression;
using System.Text;
using CsCheck;

namespace Feedforward.Tabular.Tests.Reading;

public class CsvRowsTests
{
    private static readonly byte[] s_bytes = [.. "a,\"\n\r;1. äÄ"u8];

    private static readonly byte[][] s_beginnings =
        [[.. "a,b\n1,2\n"u8], [.. "a;\"b\"\n1;\"x\n\"\"\"\n"u8], [.. "\uFEFFa\tb\r\n1\t2\r\n"u8]];

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a;b\r\n1;2\r\n3;4")]
    [InlineData("a\tb\n1\t2\n\n3\t4\n\n")]
    [InlineData("\uFEFFa|b\n1|2\n3|4\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"\n")]
    [InlineData(" a , b \n 1 , 2 \n 3 , 4 \n")]
    public void TheSameNumbersComeFromEveryWayToWriteThem(string text)
    {
        var table = CsvText.Table(text);
        Assert.Equal([1f, 3f], table.Numbers("a"));
        Assert.Equal([2f, 4f], table.Numbers("b"));
    }

    [Fact]
    public void ACommaMayBeTheDecimalPoint()
    {
        var table = CsvText.Table("a;b\n1,5;2\n-0,25;3\n", new ReadOptions { DecimalComma = true });
        Assert.Equal([1.5f, -0.25f], table.Numbers("a"));
    }

    [Fact]
    public void QuotedCellsHoldDelimitersQuotesAndNewlines()
    {
        var table = CsvText.Table("name,n\n\"a, \"\"b\"\"\",1\n\"two\nlines\",2\nplain,3\n");
        Assert.Equal(["a, \"b\"", "two\nlines", "plain"], table.Texts("name"));
        Assert.Equal([2L, 3L, 5L], table.AllRows().Select(table.LineOf));
    }

    [Fact]
    public void AHashIsNoComment() => Assert.Equal(["#1", "#2"], CsvText.Table("a,b\n#1,x\n#2,y\n").Texts("a"));

    [Fact]
    public void GzipIsRecognised()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }

        using var rows = CsvText.Rows(bytes.ToArray());
        Assert.Equal([1f], Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken).Numbers("a"));
    }

    [Fact]
    public void AStreamNeedNotSeek()
    {
        using var pipe = new BufferedStream(new ForwardStream("a,b\n1,2\n"u8.ToArray()));
        using var rows = TableFile.OpenCsv(pipe);
        Assert.Equal([2f], Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken).Numbers("b"));
    }

    [Fact]
    public void WithoutAHeaderColumnsAreNumbered()
    {
        var table = CsvText.Table("1,x\n2,y\n", new ReadOptions { Header = false });
        Assert.Equal([1f, 2f], table.Numbers("c0"));
        Assert.Equal(["x", "y"], table.Texts("c1"));
        Assert.Equal(1, table.LineOf(0));
    }

    [Theory]
    [InlineData("", "empty", null)]
    [InlineData("a,a\n1,2\n", "both named 'a'", 1L)]
    [InlineData("a,\n1,2\n", "Column 2 has no name", 1L)]
    [InlineData("a,b\n1,2\n3\n", "has 1 cell; the header names 2", 3L)]
    [InlineData("a,b\n\"x\ny\",2\n1,2,3\n", "has 3 cells; the header names 2", 4L)]
    [InlineData("a,b\n1,2\n\"x\"y,3\n", "quote", 3L)]
    [InlineData("a,b\n1,2\n\"x,3\n4,5\n", "quote", 3L)]
    [InlineData("a,b\n1,2\nx\0y,3\n", "Byte 9 (line 3) is a zero byte", 3L)]
    public void WhatCannotBeReadIsSaidWithItsLine(string text, string expected, long? line)
    {
        var exception = Assert.Throws<DataException>(() => CsvText.Table(text));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(line, exception.Row);
    }

    [Fact]
    public void TextThatIsNotUtf8NamesTheByte()
    {
        var exception = Assert.Throws<DataException>(() => Read(Encoding.Latin1.GetBytes("a,b\n1,2\nMüller,3\n")));
        Assert.Contains("Byte 9 (line 3) is the byte 0xFC", exception.Message, StringComparison.Ordinal);
        var wide = Assert.Throws<DataException>(() => Read([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,b\n1,2\n")]));
        Assert.Contains("UTF-16", wide.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAcrossBlocksAreOneCharacter()
    {
        // 65,536 bytes are decoded at a time; each row here is 7 bytes, so characters fall across the border.
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("äö,€\n", 30_000));
        var table = CsvText.Table(text);
        Assert.Equal(30_000, table.Rows);
        Assert.Equal(["äö"], ((TextColumn)table["a"]).Values);
        Assert.Equal(["€"], ((TextColumn)table["b"]).Values);
    }

    [Fact]
    public void ARowLongerThanTheBufferIsSaidSo()
    {
        var options = new ReadOptions { MaximumRowLength = 100_000 };
        var exception = Assert.Throws<DataException>(() => CsvText.Table("a,b\n1,2\n\"" + new string('x', 200_000) + "\",3\n", options));
        Assert.Contains("longer than 100000 characters", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, exception.Row);
        Assert.Equal(90_000, CsvText.Table($"a,b\n\"{new string('x', 90_000)}\",3\n", options).Texts("a")[0]!.Length);
    }

    [Fact]
    public void AGivenDelimiterThatCannotBeRightIsSaidSo()
    {
        var exception = Assert.Throws<DataException>(() => CsvText.Table("a;b\n1;2\n", new ReadOptions { Delimiter = ',' }));
        Assert.Contains("It looks separated by ';'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadingGoesOnAfterARaggedRow()
    {
        using var rows = (RowReader)CsvText.Rows("a,b\n1,2\n3\n5,6\n");
        Assert.True(rows.Read());
        Assert.Throws<DataException>(() => rows.Read());
        Assert.True(rows.CanContinue);
        Assert.True(rows.Read());
        Assert.Equal("5", rows.GetString(0));
        Assert.Equal(4, rows.Line);
        Assert.False(rows.Read());
    }

    [Fact]
    public void WhateverTheBytesTheyAreATableOrAnErrorThatSaysWhy() => Gen.OneOf(
        Gen.Int[0, s_beginnings.Length - 1].Select(i => s_beginnings[i]),
        Gen.Int[0, s_bytes.Length - 1].Select(i => s_bytes[i]).Array[0, 40])
        .Array[0, 4]
        .Sample(parts =>
        {
            try
            {
                Assert.True(Read([.. parts.SelectMany(part => part)]).Columns.Count > 0);
            }
            catch (DataException e)
            {
                Assert.NotEmpty(e.Message);
            }
        });

    private static Table Read(byte[] bytes)
    {
        using var rows = CsvText.Rows(bytes);
        return Table.Read(rows);
    }

    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
