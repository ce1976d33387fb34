using System.Globalization;
using System.Text;

namespace Feedforward.Tabular;

/// <summary>What the text of a cell can mean: no value, a number, a truth value, a date.</summary>
internal sealed class CellText
{
    private const NumberStyles Number =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private static readonly NumberFormatInfo DecimalCommaFormat =
        NumberFormatInfo.ReadOnly(new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." });

    private static readonly string[] DateFormats =
        ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "yyyy-MM"];

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK",
        "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm",
    ];

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing;
    private readonly bool[] _firstBytes = new bool[byte.MaxValue + 1];
    private readonly NumberFormatInfo _format;

    public CellText(ReadOptions options)
    {
        _missing = new HashSet<string>(options.MissingMarks, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var mark in options.MissingMarks.Where(mark => mark.Length > 0))
        {
            _firstBytes[Encoding.UTF8.GetBytes(mark)[0]] = true;
        }

        _format = options.DecimalComma ? DecimalCommaFormat : NumberFormatInfo.InvariantInfo;
    }

    /// <summary>What stands before the decimals.</summary>
    public byte DecimalPoint => (byte)_format.NumberDecimalSeparator[0];

    /// <summary>False where a cell surely has a value.</summary>
    public bool MayBeMissing(ReadOnlySpan<byte> text) => text.IsEmpty || _firstBytes[text[0]];

    public bool IsMissing(ReadOnlySpan<char> text) => text.IsEmpty || _missing.Contains(text);

    /// <summary>Reads a finite number; false also for Infinity and for one too large for 64 bits.</summary>
    public bool TryNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, Number, _format, out value) && double.IsFinite(value);

    /// <summary>Whether this is a number with a comma before its decimals, such as 1,5.</summary>
    public static bool IsDecimalComma(ReadOnlySpan<char> text) =>
        text.Contains(',') && double.TryParse(text, Number, DecimalCommaFormat, out _);

    /// <summary>Reads true or false, in any case of letters.</summary>
    public static bool TryBoolean(ReadOnlySpan<char> text, out bool value) => bool.TryParse(text, out value);

    /// <summary>
    /// Reads a date in an order that cannot be mistaken: year, month, day, as in 2026-01-31, 2026/01/31, 20260131 or
    /// 2026-01, with a time after the first two. A time with an offset is taken as written there, not converted.
    /// </summary>
    public static bool TryDate(ReadOnlySpan<char> text, out DateTime date, out bool hasTime)
    {
        hasTime = false;
        if (DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            return true;
        }

        hasTime = DateTimeOffset.TryParseExact(
            text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        date = moment.DateTime;
        return hasTime;
    }

    /// <summary>The ISO 8601 text of a date; the time is written where there is one.</summary>
    public static string Text(DateTime date) => date.ToString(
        date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
