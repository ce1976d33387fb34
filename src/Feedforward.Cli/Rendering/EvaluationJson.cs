using Feedforward.Studio;
using Feedforward.Tabular;

namespace Feedforward.Cli.Rendering;

/// <summary>An evaluation for programs; see docs/json.md.</summary>
internal static class EvaluationJson
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, TabularModel model, Evaluation evaluation) => JsonLine.Write(output, json =>
    {
        json.WriteString("task", JsonFields.Kebab(evaluation.Task));
        json.WriteString("target", model.Target.Name);
        json.WriteNumber("rows", evaluation.Rows);
        json.WriteNumber("skipped", evaluation.Skipped);
        json.Metrics("metrics", evaluation.Metrics);
        json.Intervals(model.Conformal, evaluation.Coverage);
        if (evaluation.Classification is not { } classification)
        {
            return;
        }

        json.WriteStartArray("classes");
        foreach (var scores in classification.PerClass)
        {
            json.WriteStartObject();
            json.WriteString("class", model.Classes[scores.Class]);
            json.WriteNumber("rows", scores.Support);
            json.WriteNumber("precision", scores.Precision);
            json.WriteNumber("recall", scores.Recall);
            json.WriteNumber("f1", scores.F1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Confusion(classification.Confusion);
    });
}
