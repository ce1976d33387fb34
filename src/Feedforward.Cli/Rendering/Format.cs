using System.Globalization;

namespace Feedforward.Cli.Rendering;

/// <summary>How numbers and names are written, always in the invariant culture.</summary>
internal static class Format
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>12,345.</summary>
    public static string Count(long value) => value.ToString("N0", Culture);

    /// <summary>A loss or a metric with four decimals, or in powers of ten where that would say nothing.</summary>
    public static string Metric(double? value) => value switch
    {
        null => "–",
        0 => "0.0000",
        { } number when Math.Abs(number) is < 1e-3 or >= 1e6 => number.ToString("0.00e0", Culture),
        { } number when Math.Abs(number) >= 1e4 => number.ToString("N0", Culture),
        { } number when Math.Abs(number) >= 100 => number.ToString("0.00", Culture),
        { } number => number.ToString("0.0000", Culture),
    };

    /// <summary>A number of a network: four significant decimals, signs aligned.</summary>
    public static string Signed(double value) => value switch
    {
        0 => " 0",
        _ when !double.IsFinite(value) => value.ToString(Culture),
        _ when Math.Abs(value) is < 1e-4 or >= 1e5 => value.ToString(" 0.000e0;-0.000e0", Culture),
        _ => value.ToString(" 0.0000;-0.0000", Culture),
    };

    /// <summary>A number as short as it can be told apart on a plot or in a summary: 6 significant digits at most.</summary>
    public static string Short(double value) => value.ToString("G6", Culture);

    /// <summary>A gradient beside its finite difference needs more digits.</summary>
    public static string Precise(double value) => value.ToString(" 0.00000000;-0.00000000", Culture);

    /// <summary>0.42 s, 12.3 s, 2 min 05 s, 1 h 02 min.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 10 => string.Create(Culture, $"{time.TotalSeconds:0.00} s"),
        < 60 => string.Create(Culture, $"{time.TotalSeconds:0.0} s"),
        < 3600 => string.Create(Culture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s"),
        _ => string.Create(Culture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
    };

    /// <summary>What is to come, to the second.</summary>
    public static string Rough(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => "under 1 s",
        < 60 => string.Create(Culture, $"{time.TotalSeconds:0} s"),
        _ => Duration(time),
    };

    /// <summary>The name of a metric for a person.</summary>
    public static string MetricName(string name) => name switch
    {
        "logLoss" => "log loss",
        "auc" => "AUC",
        "f1" => "F1",
        "brier" => "Brier score",
        "ece" => "calibration error",
        "rmse" => "RMSE",
        "mae" => "MAE",
        "r2" => "R²",
        _ => name,
    };


    /// <summary>2 columns, 1 column.</summary>
    public static string Plural(long count, string word, string? several = null) => $"{Count(count)} {(count == 1 ? word : several ?? word + "s")}";
}
