namespace Feedforward.Tabular;

/// <summary>How a part of a date becomes a feature: (part − Mean) / Deviation.</summary>
/// <param name="Part">The part.</param>
/// <param name="Mean">Its mean in the training part.</param>
/// <param name="Deviation">Its deviation in the training part (divided by n); 1 where it is 0.</param>
public sealed record DatePartScale(DatePart Part, float Mean, float Deviation)
{
    /// <summary>The part of a date as a number.</summary>
    /// <param name="date">The date.</param>
    /// <param name="part">The part.</param>
    public static float Of(DateTime date, DatePart part) => part switch
    {
        DatePart.Year => date.Year,
        DatePart.Month => date.Month,
        DatePart.Day => date.Day,
        DatePart.DayOfWeek => date.DayOfWeek == System.DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek,
        _ => (float)(date.TimeOfDay.Ticks / (double)TimeSpan.TicksPerHour),
    };
}
