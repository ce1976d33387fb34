namespace Feedforward.Tabular;

/// <summary>A part of a date that is a feature.</summary>
public enum DatePart
{
    /// <summary>The year, such as 2026.</summary>
    Year,

    /// <summary>The month, 1 to 12.</summary>
    Month,

    /// <summary>The day of the month, 1 to 31.</summary>
    Day,

    /// <summary>The day of the week, 1 (Monday) to 7 (Sunday).</summary>
    DayOfWeek,

    /// <summary>The hour with its fraction, 0 to less than 24.</summary>
    Hour,
}
