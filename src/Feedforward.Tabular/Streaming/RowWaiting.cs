namespace Feedforward.Tabular;

/// <summary>How long training waited for rows, while nothing was learned.</summary>
/// <param name="Time">The time.</param>
/// <param name="Share">Its share of the whole time, from 0 to 1.</param>
/// <param name="DiskShare">How much of the readers' time went to the disk, from 0 to 1; the rest went to parsing and encoding.</param>
public sealed record RowWaiting(TimeSpan Time, double Share, double DiskShare)
{
    /// <summary>Whether the disk holds training up more than parsing does.</summary>
    public bool IsForDisk => DiskShare > 0.5;

    /// <summary>What is slow: "disk" or "parsing".</summary>
    public string Cause => IsForDisk ? "disk" : "parsing";

    internal static RowWaiting None { get; } = new(TimeSpan.Zero, 0, 0);

    internal RowWaiting Since(RowWaiting before, TimeSpan time) =>
        this with { Time = Time - before.Time, Share = Math.Clamp((Time - before.Time) / (time > TimeSpan.Zero ? time : TimeSpan.MaxValue), 0, 1) };
}
