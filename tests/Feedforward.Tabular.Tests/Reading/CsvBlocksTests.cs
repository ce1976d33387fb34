using System.Text;
using CsCheck;

namespace Feedforward.Tabular.Tests.Reading;

public class CsvBlocksTests
{
    private static readonly string[] s_cells =
    [
        "1", "-2", "0", "-0", "3.25", "-0.1", "123456789012345", "1234567890123456", "1e3", "+4", ".5", "7.", "1,5", "1e39", "0x1", "-", ".",
        "", "", "NA", "?", "nan", "NaN", "x", "x", "long words of a text", "\u00e4\u00f6", "true", "2026-01-31", " 5 ", "\u00a06", " y\u3000", "a\"b", "\"q\"", "\"1\"", "\"two\nlines\"", "\0", "\r",
    ];

    private static readonly Gen<string> s_csv =
        from columns in Gen.Int[1, 4]
        from usual in Gen.Int[1, 24]
        from kinds in Gen.Int[0, usual].Array[columns]
        from odd in Gen.Frequency((6, Gen.Const(0)), (2, Gen.Int[1, 3]))
        from rows in Gen.Int[0, s_cells.Length - 1].Array[columns].List[0, 40]
        from oddRow in Gen.Int[0, 40]
        from lineEnd in Gen.OneOf(Gen.Const("\n"), Gen.Const("\n"), Gen.Const("\r\n"))
        from last in Gen.OneOf(Gen.Const(""), Gen.Const("\n"), Gen.Const("\n\n"))
        select "\uFEFF"[(columns % 2)..] + string.Join(",", Enumerable.Range(0, columns).Select(i => $"c{i}")) + lineEnd
            + string.Join(lineEnd, rows.Select((row, i) => string.Join(",", row.Select((cell, j) =>
                odd > 0 && i >= oddRow ? s_cells[cell] : s_cells[kinds[j] > 12 ? cell % 24 : cell % (kinds[j] + 1)])) + (odd == 3 && i == oddRow ? ",1" : string.Empty)))
            + last;

    /// <summary>The reader that goes row by row is another program for the same task.</summary>
    [Fact]
    public void BlocksGiveTheTableThatRowsGive() => s_csv.Sample(
        text => Assert.Equal(ByRows(text, ReadOptions.Default), InBlocks(text, ReadOptions.Default, 96)), iter: 300);

    [Theory]
    [InlineData(ColumnKind.Number)]
    [InlineData(ColumnKind.Category)]
    public void AlsoWhereTheColumnsAreKnown(ColumnKind kind)
    {
        var options = new ReadOptions { Types = Enumerable.Range(0, 4).ToDictionary(i => $"c{i}", _ => kind) };
        s_csv.Sample(text => Assert.Equal(ByRows(text, options), InBlocks(text, options, 96)), iter: 300);
    }

    [Fact]
    public void AlsoWithoutAHeaderAndWithADecimalComma()
    {
        var options = new ReadOptions { Header = false, DecimalComma = true, Delimiter = ';' };
        s_csv.Sample(
            text => Assert.Equal(ByRows(text.Replace(',', ';').Replace('.', ','), options), InBlocks(text.Replace(',', ';').Replace('.', ','), options, 96)),
            iter: 300);
    }

    [Fact]
    public void BytesThatAreNotUtf8AreNamedByTheirPlace()
    {
        byte[] bytes = [.. "a,b\n"u8, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1,2\n", 200))), (byte)'3', 0xFF, (byte)'\n'];
        var fault = Assert.Throws<DataException>(() => Table.Read(CsvText.Rows(bytes), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(202, fault.Row);
        Assert.Contains("Byte 805 (line 202) is the byte 0xFF", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNumberOfThreadsDoesNotMatter()
    {
        var text = new StringBuilder("n,t\n");
        for (var i = 0; i < 60_000; i++)
        {
            text.Append(i * 0.37).Append(',').Append(i > 40_000 && i % 7 == 0 ? "late" : (i % 100).ToString(System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
        }

        var one = InBlocks(text.ToString(), new ReadOptions { Threads = 1 });
        Assert.Equal(one, InBlocks(text.ToString(), new ReadOptions { Threads = 3 }));
        Assert.Equal(one, ByRows(text.ToString(), ReadOptions.Default));
    }

    private static string InBlocks(string text, ReadOptions options, int blockLength = CsvBlocks.UsualBlockLength) => Outcome(text, options, (rows, assembler) =>
        rows.InBlocks(blockLength)?.Read(assembler, options.Threads, null, TestContext.Current.CancellationToken));

    private static string ByRows(string text, ReadOptions options) => Outcome(text, options, (_, _) => { });

    private static string Outcome(string text, ReadOptions options, Action<CsvRows, TableAssembler> begin)
    {
        try
        {
            using var rows = (CsvRows)CsvText.Rows(text, options);
            var assembler = new TableAssembler(rows, options);
            begin(rows, assembler);
            while (assembler.Read())
            {
            }

            var table = assembler.ToTable();
            var outcome = new StringBuilder();
            foreach (var column in table.Columns)
            {
                outcome.Append(column.Name).Append(' ').Append(column.GetType().Name);
                for (var row = 0; row < table.Rows; row++)
                {
                    outcome.Append('|').Append(column is NumberColumn numbers ? $"{BitConverter.SingleToInt32Bits(numbers.Values[row]):x}" : column.TextAt(row) ?? "missing");
                }

                outcome.Append('\n').AppendJoin('|', (column as TextColumn)?.Values ?? []).Append('\n');
            }

            return outcome
                .AppendJoin('|', Enumerable.Range(0, table.Rows).Select(table.LineOf)).Append('\n')
                .AppendJoin('\n', table.Notices).ToString();
        }
        catch (DataException fault)
        {
            return $"{fault.Row} {fault.Column} {fault.Message}";
        }
    }
}
