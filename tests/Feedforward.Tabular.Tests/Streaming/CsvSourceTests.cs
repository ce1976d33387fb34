using System.Text;
using CsCheck;

namespace Feedforward.Tabular.Tests.Streaming;

public class CsvSourceTests
{
    private static readonly string[] s_cells =
        ["1", "-2", "3.25", "", "NA", "x", "long words of a text", "\u00e4\u00f6", "a\"b", "5\" pipe", "\"q\"", "\"one, two\"", "\"two\nlines\"", "\"two\r\nlines\"", "\"say \"\"no\"\"\n\"", " \"y"];

    private static readonly Gen<(string Text, ReadOptions Options, int BlockLength)> s_csv =
        from columns in Gen.Int[2, 4]
        from rows in Gen.Int[0, s_cells.Length - 1].Array[columns].List[1, 30]
        from lineEnd in Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n"))
        from last in Gen.OneOf(Gen.Const(""), Gen.Const("\n"), Gen.Const("\r\n"), Gen.Const("\n\n\n"))
        from mark in Gen.OneOf(Gen.Const(""), Gen.Const("\uFEFF"))
        from name in Gen.OneOf(Gen.Const("c0"), Gen.Const("\"c0\""), Gen.Const("\"c\n0\""))
        from header in Gen.Bool
        from blockLength in Gen.Int[8, 200]
        select (
            mark + (header ? name + string.Concat(Enumerable.Range(1, columns - 1).Select(i => $",c{i}")) + lineEnd : "")
                + string.Join(lineEnd, rows.Select((row, i) => i % 11 == 7 && lineEnd == "\n" ? "" : string.Join(",", row.Select(cell => s_cells[cell])))) + last,
            new ReadOptions { Delimiter = ',', Header = header },
            blockLength);

    /// <summary>The reading of a whole file is the other program.</summary>
    [Fact]
    public void BlocksGiveTheRowsOfTheWholeFile()
    {
        using var folder = new TestFolder();
        var (compared, seen) = (0, new object());
        s_csv.Sample(
            sample =>
            {
                var path = Path.Combine(folder.Path, Guid.NewGuid().ToString("N"));
                File.WriteAllText(path, sample.Text);
                var (expected, given) = (Whole(path, sample.Options), InBlocks(path, sample.Options, sample.BlockLength));
                Assert.Equal(expected, given);
                lock (seen)
                {
                    compared += expected.StartsWith("fault", StringComparison.Ordinal) ? 0 : 1;
                }
            },
            iter: 300);
        Assert.InRange(compared, 60, 300);
    }

    [Fact]
    public void AnErrorNamesTheFileAndTheLine()
    {
        using var folder = new TestFolder();
        var text = new StringBuilder("a,b\n");
        for (var line = 2; line < 300; line++)
        {
            text.Append(line == 200 ? "1,2,3\n" : "1,2\n");
        }

        var source = new CsvSource(folder.Write("rows.csv", text.ToString()), ReadOptions.Default, default, blockLength: 64);
        Assert.True(source.Blocks > 10);
        Assert.Equal(298, source.Rows);
        var fault = Assert.Throws<DataException>(() => source.Sample(ReadOptions.Default, long.MaxValue));
        Assert.Equal(200, fault.Row);
        Assert.Equal("rows.csv: Line 200 has 3 cells; the header names 2 columns. Mend the line, or quote cells that hold the delimiter.", fault.Message);
    }

    [Theory]
    [InlineData("a,b\n", "has a header but no rows")]
    [InlineData("", "empty")]
    [InlineData("a,b\r1,2\r3,4\r", "carriage return alone")]
    [InlineData("a,b\r1,2\r3,4\n", "carriage return alone")]
    public void WhatCannotBeReadIsSaid(string text, string expected)
    {
        using var folder = new TestFolder();
        var path = folder.Write("rows.csv", text);
        var fault = Assert.Throws<DataException>(() => RowSource.Open(path, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("rows.csv: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatChangesIsRefused()
    {
        using var folder = new TestFolder();
        var path = folder.Write("rows.csv", "a,b\n1,2\n");
        var source = RowSource.Open(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, source.Read(0, ReadOptions.Default).Rows);
        File.AppendAllText(path, "3,4\n");
        Assert.Contains("changed", Assert.Throws<DataException>(() => source.Read(0, ReadOptions.Default)).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("no longer", Assert.Throws<DataException>(() => source.Read(0, ReadOptions.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASampleComesFromAllOverTheFile()
    {
        using var folder = new TestFolder();
        var path = folder.Write("rows.csv", "n\n" + string.Concat(Enumerable.Range(100, 800).Select(i => $"{i}\n")));
        var source = new CsvSource(path, ReadOptions.Default, default, blockLength: 80);
        Assert.Equal(40, source.Blocks);
        var numbers = source.Sample(ReadOptions.Default, 4 * 80 * 4).Numbers("n");
        Assert.Equal(80, numbers.Length);
        Assert.Equal([100, 300, 500, 700], [numbers[0], numbers[20], numbers[40], numbers[60]]);
        Assert.Equal(20, source.Sample(ReadOptions.Default, 0).Rows);
    }

    private static string Whole(string path, ReadOptions options) => Described(() =>
    {
        var table = Table.Load(path, Typed(options, Table.Load(path, options)));
        return ([table], table);
    });

    private static string InBlocks(string path, ReadOptions options, int blockLength) => Described(() =>
    {
        var source = new CsvSource(path, options, default, blockLength);
        var sample = source.Sample(options, long.MaxValue);
        var typed = Typed(options, sample);
        Assert.Equal(source.Names, sample.Columns.Select(column => column.Name));
        return ([.. Enumerable.Range(0, source.Blocks).Select(block => source.Read(block, typed))], sample);
    });

    private static ReadOptions Typed(ReadOptions options, Table table) => options with
    {
        Types = table.Columns.ToDictionary(column => column.Name, column => column is NumberColumn ? ColumnKind.Number : ColumnKind.Category),
    };

    private static string Described(Func<(Table[] Parts, Table Whole)> read)
    {
        try
        {
            var (parts, whole) = read();
            var text = new StringBuilder();
            text.AppendJoin(' ', whole.Columns.Select(column => $"{column.Name}:{column.GetType().Name}")).Append('\n');
            foreach (var table in parts)
            {
                for (var row = 0; row < table.Rows; row++)
                {
                    text.Append(table.LineOf(row)).Append(": ").AppendJoin('|', table.Columns.Select(column => column.TextAt(row) ?? "missing")).Append('\n');
                }
            }

            return text.ToString();
        }
        catch (DataException e)
        {
            return $"fault on line {e.Row}";
        }
    }
}
