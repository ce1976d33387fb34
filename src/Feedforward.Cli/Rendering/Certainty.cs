using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Cli.Rendering;

/// <summary>How certain predictions are, in a line for a person.</summary>
internal static class Certainty
{
    /// <summary>The temperature and what it changed on the rows it was fitted on.</summary>
    public static string Text(ProbabilityCalibration calibration) => calibration.Temperature == 1
        ? $"probabilities as they are: no temperature improves them on {Format.Plural(calibration.Rows, "validation row")}"
        : $"probabilities calibrated on {Format.Plural(calibration.Rows, "validation row")} with temperature {Format.Metric(calibration.Temperature)}: "
            + $"log loss {Format.Metric(calibration.LogLossBefore)} → {Format.Metric(calibration.LogLossAfter)}, calibration error {Format.Metric(calibration.ErrorBefore)} → {Format.Metric(calibration.ErrorAfter)}";

    /// <summary>How often intervals or sets hold the truth, and how large they are.</summary>
    public static string Text(LearningTask task, Coverage coverage) => task == LearningTask.Regression
        ? $"intervals of {Percent(coverage.Level)} hold {Percent(coverage.Share)} of the true values; mean width {Format.Metric(coverage.MeanSize)}"
        : $"sets of {Percent(coverage.Level)} hold {Percent(coverage.Share)} of the true classes; mean size {coverage.MeanSize.ToString("0.00", CultureInfo.InvariantCulture)}";

    /// <summary>90 %, 97.5 %.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
