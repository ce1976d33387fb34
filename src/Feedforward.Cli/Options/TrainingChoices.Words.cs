using System.Globalization;

namespace Feedforward.Cli.Options;

/// <content>What the words of an option mean.</content>
internal sealed partial class TrainingChoices
{
    /// <summary>A name and a value with a sign of equality between them.</summary>
    public static (string Name, string Value) Pair(string text, string option, string example)
    {
        var position = text.LastIndexOf('=');
        return position > 0
            ? (text[..position], text[(position + 1)..])
            : throw new UsageException($"{option} takes {example}, not '{text}'.");
    }

    private static int[]? Widths(string text)
    {
        if (text is "none" or "0")
        {
            return [];
        }

        var widths = text.Split(',').Select(part => int.TryParse(part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var width) ? width : 0).ToArray();
        return widths.All(width => width > 0) ? widths : null;
    }

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            ? IsShare(share) ? share : throw new UsageException($"--test takes a share of at least 0 and less than 1 or a file, not '{text}'.")
            : null;

    private static bool IsShare(double share) => share is >= 0 and < 1;

    /// <summary>90s, 5m or 1h; null for anything else.</summary>
    public static TimeSpan? Time(string text)
    {
        var (number, unit) = text.Length > 0 && char.IsLetter(text[^1]) ? (text[..^1], text[^1]) : (text, 's');
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1e6
            ? unit switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                _ => null,
            }
            : null;
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
