using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>What happens in a training, as events of one JSON object each: for <c>train --json</c> and for the page (docs/json.md).</summary>
internal static class TrainingEvents
{
    /// <summary>It begins.</summary>
    public static void Start(Utf8JsonWriter json, string data, long rows, Schema schema, ulong seed, int? folds = null)
    {
        var target = schema.Target!;
        json.WriteString("event", "start");
        json.WriteString("data", data);
        json.WriteNumber("rows", rows);
        json.WriteString("target", target.Name);
        json.WriteString("task", JsonFields.Kebab(target.Task));
        json.Texts("classes", target.Classes);
        json.Texts("columns", schema.Features.Select(feature => feature.Name));
        json.WriteNumber("seed", seed);
        if (folds is { } count)
        {
            json.WriteNumber("folds", count);
        }
    }

    /// <summary>Something a person should know.</summary>
    public static void Note(Utf8JsonWriter json, Notice notice)
    {
        json.WriteString("event", "notice");
        json.WriteString("kind", JsonFields.Kebab(notice.Kind));
        json.WriteString("column", notice.Column);
        json.WriteString("message", notice.Message);
    }

    /// <summary>An epoch is over.</summary>
    public static void Epoch(Utf8JsonWriter json, TabularEpoch epoch)
    {
        json.WriteString("event", "epoch");
        if (epoch.Fold > 0)
        {
            json.WriteNumber("fold", epoch.Fold);
        }

        if (epoch.IsRefit)
        {
            json.WriteBoolean("refit", true);
        }

        if (epoch.Alternative is { } alternative)
        {
            json.WriteString("alternative", alternative);
        }

        json.WriteNumber("epoch", epoch.Epoch.Number);
        json.WriteNumber("epochs", epoch.Epochs);
        json.Number("trainLoss", epoch.Epoch.TrainingRisk);
        json.Number("validationLoss", epoch.Epoch.ValidationRisk);
        json.WriteString("metric", epoch.Metric);
        json.Number("validationMetric", epoch.ValidationMetric);
        json.Number("learningRate", epoch.Epoch.LearningRate);
        json.WriteNumber("bestEpoch", epoch.Epoch.BestEpoch);
        json.WriteBoolean("best", epoch.Epoch.IsBest);
        json.Number("seconds", epoch.Epoch.Elapsed.TotalSeconds);
        json.Number("remainingSeconds", epoch.Remaining.TotalSeconds);
        if (epoch.Waiting is { } waiting)
        {
            json.Waiting(waiting);
        }
    }

    /// <summary>It is over, and this came out.</summary>
    /// <param name="json">Takes the fields.</param>
    /// <param name="result">The result.</param>
    /// <param name="model">Where the model was written, or null.</param>
    public static void Done(Utf8JsonWriter json, TabularResult result, string? model)
    {
        json.WriteString("event", "done");
        json.WriteString("model", model);
        json.Number("seconds", result.Elapsed.TotalSeconds);
        json.WriteString("reason", JsonFields.Kebab(result.Training.Reason));
        json.WriteNumber("epochs", result.Training.Epochs.Count);
        json.WriteNumber("bestEpoch", result.Training.BestEpoch);
        json.WriteNumber("parameters", result.Model.Network.ParameterCount);
        json.WriteStartObject("rows");
        json.WriteNumber("train", result.Model.Training.TrainRows);
        json.WriteNumber("validation", result.Model.Training.ValidationRows);
        json.WriteNumber("test", result.Model.Training.TestRows);
        json.WriteEndObject();
        json.WriteString("metricsOf", result.Test is not null ? "test" : result.Validation is not null ? "validation" : null);
        json.Metrics("metrics", (result.Test ?? result.Validation)?.Metrics ?? new Dictionary<string, double>());
        json.Metrics("validationMetrics", result.Validation?.Metrics ?? new Dictionary<string, double>());
    }

    /// <summary>How long training waited for streamed rows, and for what.</summary>
    public static void Waiting(this Utf8JsonWriter json, RowWaiting waiting)
    {
        json.Number("waitingSeconds", waiting.Time.TotalSeconds);
        json.WriteString("waitingFor", waiting.Cause);
    }
}
