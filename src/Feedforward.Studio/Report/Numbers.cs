using System.Globalization;

namespace Feedforward.Studio.Report;

/// <summary>How the report writes numbers, in the invariant culture.</summary>
internal static class Numbers
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    /// <summary>12,345.</summary>
    public static string Whole(double value) => value.ToString("#,0.##", s_culture);

    /// <summary>Five significant digits.</summary>
    public static string Of(double? value) => value switch
    {
        null => "–",
        { } number when !double.IsFinite(number) => double.IsNaN(number) ? "–" : number > 0 ? "∞" : "−∞",
        { } number when number != 0 && (Math.Abs(number) < 1e-4 || Math.Abs(number) >= 1e7) => number.ToString("0.###e0", s_culture),
        { } number when Math.Abs(number) >= 1000 => number.ToString("#,0.#", s_culture),
        { } number => number.ToString("G5", s_culture),
    };

    /// <summary>With a sign.</summary>
    public static string Signed(double value) => value > 0 ? "+" + Of(value) : Of(value);

    /// <summary>12.3 %.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : (share * 100).ToString("0.0", s_culture) + " %";

    /// <summary>A coordinate of a picture.</summary>
    public static string Place(double value) => value.ToString("0.##", s_culture);

    /// <summary>2 rows, 1 row.</summary>
    public static string Count(long count, string word) => $"{Whole(count)} {word}{(count == 1 ? "" : "s")}";

    /// <summary>The name of a metric for a person.</summary>
    public static string Metric(string key) => key switch
    {
        "logLoss" or "log-loss" => "log loss",
        "brier" => "Brier score",
        "ece" => "calibration error (ECE)",
        "r2" => "R²",
        "auc" or "f1" or "rmse" or "mae" => key.ToUpperInvariant(),
        _ => key,
    };
}
