using System.Text.Json;
using Feedforward.Studio;
using Feedforward.Tabular;

namespace Feedforward.Cli.Rendering;

/// <summary>What is in a table or a model, for programs; see docs/json.md.</summary>
internal static class InspectionJson
{
    /// <summary>Writes what is in a table.</summary>
    public static void Write(
        TextWriter output, string name, Table table, Schema schema, IReadOnlyList<ColumnSummary> summaries, IReadOnlyList<Notice> notices) => JsonLine.Write(output, json =>
    {
        json.WriteString("kind", "data");
        json.WriteString("name", name);
        json.WriteNumber("rows", table.Rows);
        Target(json, schema.Target);
        json.WriteStartArray("columns");
        foreach (var summary in summaries)
        {
            json.WriteStartObject();
            json.WriteString("name", summary.Name);
            json.WriteString("type", summary.Kind is { } kind ? JsonFields.Kebab(kind) : null);
            json.WriteString("leftOut", summary.Dropped is { } reason ? JsonFields.Kebab(reason) : null);
            json.WriteNumber("missing", summary.Missing);
            json.WriteNumber("distinct", summary.Distinct);
            json.Number("mean", summary.Mean);
            json.Number("deviation", summary.Deviation);
            json.Number("minimum", summary.Minimum);
            json.Number("maximum", summary.Maximum);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Texts("notices", notices.Select(notice => notice.Message));
    });

    /// <summary>Writes what is in a model.</summary>
    public static void Write(TextWriter output, TabularModel model) => JsonLine.Write(output, json =>
    {
        json.WriteString("kind", "model");
        Target(json, model.Target);
        json.WriteNumber("inputs", model.Network.Inputs);
        json.WriteNumber("outputs", model.Network.Outputs);
        json.WriteNumber("members", model.Members);
        json.WriteNumber("parameters", model.Network.ParameterCount);
        json.Texts("layers", model.Network.Layers.Select(layer => layer.Name));
        json.WriteString("loss", model.Loss.Name);
        json.WriteStartArray("columns");
        foreach (var feature in model.Schema.Features)
        {
            json.WriteStartObject();
            json.WriteString("name", feature.Name);
            json.WriteString("type", JsonFields.Kebab(feature.Kind));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Calibration(model.Calibration);
        json.Intervals(model.Conformal, null);
        json.WriteStartObject("training");
        json.WriteString("version", model.Training.LibraryVersion);
        json.WriteNumber("seed", model.Training.Seed);
        json.WriteNumber("trainRows", model.Training.TrainRows);
        json.WriteNumber("validationRows", model.Training.ValidationRows);
        json.WriteNumber("testRows", model.Training.TestRows);
        json.WriteNumber("epochs", model.Training.Epochs);
        json.WriteNumber("bestEpoch", model.Training.BestEpoch);
        json.WriteString("reason", JsonFields.Kebab(Enum.Parse<Feedforward.Training.StopReason>(model.Training.StopReason)));
        json.WriteStartObject("options");
        foreach (var (option, value) in model.Training.Options)
        {
            json.WriteString(option, value);
        }

        json.WriteEndObject();
        json.Metrics("validationMetrics", model.Training.ValidationMetrics);
        json.Metrics("testMetrics", model.Training.TestMetrics);
        json.WriteEndObject();
    });

    private static void Target(Utf8JsonWriter json, TargetColumn? target)
    {
        json.WriteString("target", target?.Name);
        json.WriteString("task", target is null ? null : JsonFields.Kebab(target.Task));
        json.Texts("classes", target?.Classes ?? []);
    }
}
