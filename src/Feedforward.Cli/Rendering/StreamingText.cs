using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Cli.Rendering;

/// <summary>How far streamed rows are, and what training waits for.</summary>
internal static class StreamingText
{
    /// <summary>A wait that is shorter is not worth a word.</summary>
    private const double LeastShare = 0.05;

    /// <summary>One line about a pass.</summary>
    public static string Of(StreamingProgress progress)
    {
        var name = progress.Phase switch
        {
            StreamingPhase.Statistics => "statistics",
            StreamingPhase.Training => string.Create(CultureInfo.InvariantCulture, $"epoch {progress.Epoch}"),
            _ => "test rows",
        };
        return $"{name}: {Share(progress)} of {Format.Plural(progress.AllRows, "row")}, {Pace(progress)}{Of(progress.Waiting)}";
    }

    /// <summary>The same in a few words, beside a bar of epochs.</summary>
    public static string Short(StreamingProgress progress) => progress.Phase == StreamingPhase.Training
        ? $"{Share(progress)}, {Pace(progress)}{Of(progress.Waiting)}"
        : Of(progress);

    /// <summary>What training waits for, where it waits; else nothing.</summary>
    public static string Of(RowWaiting? waiting) => waiting is { Share: >= LeastShare }
        ? string.Create(CultureInfo.InvariantCulture, $"  waiting for rows {waiting.Share:0 %} ({waiting.Cause})")
        : string.Empty;

    private static string Share(StreamingProgress progress) =>
        (progress.Rows / (double)Math.Max(1, progress.AllRows)).ToString("0 %", CultureInfo.InvariantCulture);

    private static string Pace(StreamingProgress progress) => $"{Format.Count((long)progress.RowsPerSecond)} rows/s";
}
