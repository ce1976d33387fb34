using System.Data.Common;
using System.Text;

namespace Feedforward.Tabular.Tests;

/// <summary>Tables from text written in a test.</summary>
internal static class CsvText
{
    public static Table Table(string text, ReadOptions? options = null)
    {
        using var rows = Rows(text, options);
        return Tabular.Table.Read(rows, options);
    }

    public static DbDataReader Rows(string text, ReadOptions? options = null) => Rows(Encoding.UTF8.GetBytes(text), options);

    public static DbDataReader Rows(byte[] bytes, ReadOptions? options = null) => TableFile.OpenCsv(new MemoryStream(bytes), options);

    public static float[] Numbers(this Table table, string column) => ((NumberColumn)table[column]).Values.ToArray();

    public static string?[] Texts(this Table table, string column) =>
        [.. Enumerable.Range(0, table.Rows).Select(row => table[column].TextAt(row))];
}
