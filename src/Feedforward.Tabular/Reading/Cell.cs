using System.Data.Common;
using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>Reads single cells of any <see cref="DbDataReader"/> the way the fastest path of its kind allows.</summary>
internal static class Cell
{
    /// <summary>The cell as trimmed invariant text; empty where it is null.</summary>
    public static ReadOnlySpan<char> Text(DbDataReader rows, int ordinal)
    {
        if (rows is RowReader { IsUntyped: true } untyped)
        {
            return untyped.GetText(ordinal);
        }

        return Text(rows.GetValue(ordinal)).AsSpan().Trim();
    }

    /// <summary>A value as invariant text: dates in ISO 8601, truth values in small letters, floats shortest; empty for null.</summary>
    public static string Text(object? value) => value switch
    {
        null or DBNull => string.Empty,
        string text => text,
        bool truth => truth ? "true" : "false",
        float number => float.IsNaN(number) ? string.Empty : NumberColumn.Text(number),
        double number => double.IsNaN(number) ? string.Empty : number.ToString("R", CultureInfo.InvariantCulture),
        DateTime date => CellText.Text(date),
        DateTimeOffset date => CellText.Text(date.DateTime),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>A value as a number, null where it is none. Null and NaN are NaN, truth values 1 and 0.</summary>
    public static double? Number(object? value, CellText text) => value switch
    {
        null or DBNull => double.NaN,
        string cell => text.IsMissing(cell.AsSpan().Trim()) ? double.NaN : text.TryNumber(cell, out var number) ? number : null,
        double number => number,
        float number => number,
        bool truth => truth ? 1 : 0,
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };
}
