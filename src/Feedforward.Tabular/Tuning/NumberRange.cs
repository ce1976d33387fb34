using System.Globalization;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// The numbers from <paramref name="Low"/> to <paramref name="High"/>, both of them included. Drawn numbers have three significant digits (whole ones
/// all of theirs), so that a table of trials shows exactly what was tried.
/// </summary>
/// <param name="Low">The least number; above 0 where the scale is logarithmic.</param>
/// <param name="High">The largest number, <paramref name="Low"/> or more.</param>
/// <param name="IsLogarithmic">
/// Whether every factor is equally likely rather than every difference: log v is uniform, as fits a number of which one knows the size at best.
/// </param>
/// <param name="IsWhole">Whether the numbers are whole.</param>
public sealed record NumberRange(double Low, double High, bool IsLogarithmic = false, bool IsWhole = false) : ValueRange
{
    private const string Between = "..";

    /// <inheritdoc/>
    public override string Draw(float u)
    {
        // The upper end of whole numbers is one further, as a share of the numbers below it stands for each.
        var high = IsWhole ? High + 1 : High;
        var value = IsLogarithmic ? Low * Exp(u * Log(high / Low)) : Low + (u * (high - Low));
        return Text(Math.Clamp(IsWhole ? Math.Floor(value) : double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), Low, High));
    }

    /// <inheritdoc/>
    public override bool Contains(string value) => Number(value) is { } number && number >= Low && number <= High;

    /// <inheritdoc/>
    public override string Nearest(string value) => Number(value) is { } number ? Text(Math.Clamp(number, Low, High)) : Text(Low);

    /// <inheritdoc/>
    public override string Describe() => $"{Text(Low)}{Between}{Text(High)}{(IsLogarithmic ? ", logarithmic" : string.Empty)}";

    /// <inheritdoc/>
    internal override ValueRange? Part(string text)
    {
        var dots = text.IndexOf(Between, StringComparison.Ordinal);
        return dots > 0 && Number(text[..dots]) is { } low && Number(text[(dots + Between.Length)..]) is { } high && Low <= low && low <= high && high <= High
            ? this with { Low = low, High = high }
            : null;
    }

    /// <summary>The library's own, with the same bits on every machine: configurations must not depend on the platform.</summary>
    private static float Exp(double a) => Real32.Exp(new Real32((float)a)).Value;

    private static float Log(double a) => Real32.Log(new Real32((float)a)).Value;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && (!IsWhole || Math.Floor(number) == number)
            ? number
            : null;
}
