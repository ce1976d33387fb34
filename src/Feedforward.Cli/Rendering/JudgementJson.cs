using System.Text.Json;
using Feedforward.Studio;
using Feedforward.Tabular;

namespace Feedforward.Cli.Rendering;

/// <summary>Calibration, intervals, importances and worst rows for programs; see docs/json.md.</summary>
internal static class JudgementJson
{
    /// <summary>Writes the model's temperature and what it was fitted on, or null.</summary>
    public static void Calibration(this Utf8JsonWriter json, ProbabilityCalibration? calibration)
    {
        if (calibration is null)
        {
            json.WriteNull("calibration");
            return;
        }

        json.WriteStartObject("calibration");
        json.WriteNumber("temperature", calibration.Temperature);
        json.WriteNumber("rows", calibration.Rows);
        json.Number("logLossBefore", calibration.LogLossBefore);
        json.Number("logLossAfter", calibration.LogLossAfter);
        json.Number("eceBefore", calibration.ErrorBefore);
        json.Number("eceAfter", calibration.ErrorAfter);
        json.WriteEndObject();
    }

    /// <summary>Writes the model's intervals or sets and, where they were judged, their coverage; or null.</summary>
    public static void Intervals(this Utf8JsonWriter json, ConformalPrediction? conformal, Coverage? coverage)
    {
        if (conformal is null)
        {
            json.WriteNull("intervals");
            return;
        }

        json.WriteStartObject("intervals");
        json.WriteNumber("level", conformal.Level);
        json.Number("threshold", conformal.Threshold);
        json.WriteNumber("rows", conformal.Rows);
        json.Number("coverage", coverage?.Share);
        json.Number("meanSize", coverage?.MeanSize);
        json.WriteEndObject();
    }

    /// <summary>Writes the metrics of the simplest models, or null.</summary>
    public static void Baselines(this Utf8JsonWriter json, Baselines? baselines)
    {
        if (baselines is null)
        {
            json.WriteNull("baselines");
            return;
        }

        json.WriteStartObject("baselines");
        json.Metrics("constant", baselines.Constant.Metrics);
        json.Metrics("linear", baselines.Linear?.Metrics ?? new Dictionary<string, double>());
        json.WriteEndObject();
    }

    /// <summary>Writes the importance of each column, the largest first, or null.</summary>
    public static void Importance(this Utf8JsonWriter json, PermutationImportance? importance)
    {
        if (importance is null)
        {
            json.WriteNull("importance");
            return;
        }

        json.WriteStartArray("importance");
        foreach (var column in importance.Columns)
        {
            json.WriteStartObject();
            json.WriteString("column", column.Column);
            json.Number("mean", column.Mean);
            json.Number("deviation", column.Deviation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a whole explanation.</summary>
    public static void Write(TextWriter output, TabularModel model, PermutationImportance importance, IReadOnlyList<WorstRow> worst) => JsonLine.Write(output, json =>
    {
        json.WriteString("task", JsonFields.Kebab(model.Task));
        json.WriteString("target", model.Target.Name);
        json.WriteNumber("rows", importance.Rows);
        json.WriteString("metric", importance.Metric.Key);
        json.Number("value", importance.Value);
        json.Importance(importance);
        json.WriteStartArray("worst");
        foreach (var row in worst)
        {
            json.WriteStartObject();
            json.WriteNumber("line", row.Line);
            json.WriteString("truth", row.Truth);
            json.WriteString("prediction", row.Prediction);
            json.Number("truthProbability", row.TruthProbability);
            json.Number("predictionProbability", row.PredictionProbability);
            json.Number("residual", row.Residual);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
