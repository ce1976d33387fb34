using System.Text.Json.Nodes;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>What a model's records and answers hold, as JSON schemas.</summary>
/// <remarks>
/// A category that the model does not know and a number outside the range of the training are taken, so they are no part of what
/// is valid: known categories stand beside "any text", and the training's range is <c>x-training-minimum</c> and <c>-maximum</c>.
/// </remarks>
internal static class RecordSchema
{
    /// <summary>A record of the columns that a model reads.</summary>
    public static JsonObject Record(LoadedModel model)
    {
        var known = KnownCells.Of(model.Model);
        var properties = new JsonObject();
        foreach (var feature in model.Features)
        {
            properties[feature.Name] = Column(feature, known.GetValueOrDefault(feature.Name));
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = $"A row of the columns that '{model.Name}' reads. null is a missing value.",
            ["required"] = new JsonArray([.. model.Features.Select(feature => (JsonNode)feature.Name)]),
            ["properties"] = properties,
        };
    }

    /// <summary>The answer to some records.</summary>
    public static JsonObject Answer(LoadedModel model) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("model", "predictions"),
        ["properties"] = new JsonObject
        {
            ["model"] = new JsonObject { ["type"] = "string" },
            ["predictions"] = new JsonObject { ["type"] = "array", ["items"] = model.Model.Task == LearningTask.Regression ? Number(model.Model) : Label(model.Model) },
            ["notices"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject { ["column"] = new JsonObject { ["type"] = "string" }, ["message"] = new JsonObject { ["type"] = "string" } },
                },
            },
        },
    };

    private static JsonObject Column(FeatureColumn feature, KnownCells? known)
    {
        switch (feature.Kind)
        {
            case ColumnKind.Number:
                var number = new JsonObject { ["type"] = new JsonArray("number", "null") };
                Add(number, "x-training-minimum", known?.Minimum);
                Add(number, "x-training-maximum", known?.Maximum);
                if (known?.Typical is { } typical && float.IsFinite(typical))
                {
                    number["examples"] = new JsonArray(JsonValue.Create(typical));
                }

                return number;
            case ColumnKind.Boolean:
                return new JsonObject { ["type"] = new JsonArray("boolean", "null") };
            case ColumnKind.Date:
                return new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "A date, with or without a time: 2026-01-31, 2026-01-31T18:30:00." };
            case ColumnKind.Vector:
                return new JsonObject { ["type"] = "array", ["minItems"] = feature.Width, ["maxItems"] = feature.Width, ["items"] = new JsonObject { ["type"] = "number" } };
            default:
                return new JsonObject
                {
                    ["anyOf"] = new JsonArray(
                        new JsonObject
                        {
                            ["description"] = "Known to the model.",
                            ["enum"] = new JsonArray([.. (known?.Categories ?? []).Take(ModelDescription.MostCategories).Select(category => (JsonNode)category)]),
                        },
                        new JsonObject { ["description"] = "Any other counts as none of those it knows.", ["type"] = feature.Numeric ? new JsonArray("number", "string", "null") : new JsonArray("string", "null") }),
                };
        }
    }

    private static JsonObject Label(TabularModel model)
    {
        var probabilities = new JsonObject();
        foreach (var label in model.Classes)
        {
            probabilities[label] = new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 };
        }

        var classes = model.Classes.Select(label => (JsonNode)label).ToArray();
        var properties = new JsonObject
        {
            ["label"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(classes) },
            ["probabilities"] = new JsonObject { ["type"] = "object", ["properties"] = probabilities },
        };
        if (model.Conformal is { } conformal)
        {
            properties["set"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = FormattableString.Invariant($"Holds the true class with a probability of {conformal.Level}."),
                ["items"] = new JsonObject { ["type"] = "string" },
            };
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static JsonObject Number(TabularModel model)
    {
        var prediction = new JsonObject { ["type"] = new JsonArray("number", "null") };
        Add(prediction, "minimum", model.TargetScale.Minimum);
        Add(prediction, "maximum", model.TargetScale.Maximum);
        var properties = new JsonObject { ["prediction"] = prediction };
        if (model.Loss.Name == Losses.Loss.GaussianLikelihood.Name)
        {
            properties["deviation"] = new JsonObject { ["type"] = new JsonArray("number", "null") };
        }

        if (model.Conformal is not null)
        {
            properties["lower"] = new JsonObject { ["type"] = new JsonArray("number", "null") };
            properties["upper"] = new JsonObject { ["type"] = new JsonArray("number", "null") };
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static void Add(JsonObject schema, string name, float? number)
    {
        if (number is { } known && float.IsFinite(known))
        {
            schema[name] = JsonValue.Create(known);
        }
    }
}
