using System.Text.Json;
using System.Text.Json.Nodes;

namespace Feedforward.Server;

/// <summary>The description of the server in OpenAPI 3.1: every route, and for each model what a record and an answer hold.</summary>
internal static class OpenApi
{
    /// <summary>Writes the document.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="routes">All routes.</param>
    /// <param name="models">The models as they are now.</param>
    /// <param name="needsKey">Whether requests need a key.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Route> routes, IReadOnlyList<LoadedModel> models, bool needsKey)
    {
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Feedforward",
                ["description"] = "Predictions of models of tables. Under /v2 the Open Inference Protocol, version 2.",
                ["version"] = ServerVersion.Text,
            },
            ["paths"] = Paths(routes, models),
            ["components"] = new JsonObject
            {
                ["schemas"] = Schemas(models),
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["apiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-API-Key" },
                },
            },
        };
        if (needsKey)
        {
            document["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["apiKey"] = new JsonArray() });
        }

        document.WriteTo(json);
    }

    private static JsonObject Paths(IReadOnlyList<Route> routes, IReadOnlyList<LoadedModel> models)
    {
        var paths = new JsonObject();
        foreach (var route in routes)
        {
            if (paths[route.Template] is not JsonObject path)
            {
                paths[route.Template] = path = [];
            }

            path[route.Method.ToLowerInvariant()] = Operation(route, models);
        }

        return paths;
    }

    private static JsonObject Operation(Route route, IReadOnlyList<LoadedModel> models)
    {
        var operation = new JsonObject { ["summary"] = route.Summary };
        var parameters = new JsonArray();
        var names = models.Select(model => (JsonNode?)model.Name).ToArray();
        if (route.Template.Contains("{model}", StringComparison.Ordinal))
        {
            parameters.Add((JsonNode)Parameter("model", "path", names, required: true));
        }
        else if (route.Template == Routes.Predict)
        {
            parameters.Add((JsonNode)Parameter("model", "query", names, required: false));
        }

        if (parameters.Count > 0)
        {
            operation["parameters"] = parameters;
        }

        var predicts = route.Template is Routes.Predict or Routes.PredictModel;
        if (predicts)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject { ["schema"] = AnyOf(models, "Request") },
                    ["text/csv"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
                },
            };
        }
        else if (route.Method == "POST")
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } },
            };
        }

        operation["responses"] = Responses(route, models, predicts);
        return operation;
    }

    private static JsonObject Responses(Route route, IReadOnlyList<LoadedModel> models, bool predicts)
    {
        var good = new JsonObject { ["description"] = "The answer." };
        if (predicts)
        {
            good["content"] = new JsonObject
            {
                ["application/json"] = new JsonObject { ["schema"] = AnyOf(models, "Answer") },
                ["text/csv"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } },
            };
        }

        var responses = new JsonObject { ["200"] = good };
        foreach (var (status, meaning) in route.Method == "POST" ? Faults : [])
        {
            var fault = new JsonObject { ["description"] = meaning };
            if (predicts)
            {
                fault["content"] = new JsonObject { [Problem.ContentType] = new JsonObject { ["schema"] = Reference("Problem") } };
            }

            responses[status] = fault;
        }

        return responses;
    }

    private static IReadOnlyList<(string Status, string Meaning)> Faults { get; } =
    [
        ("400", "The request is not as it should be; a pointer leads to each place."),
        ("404", "There is no such model."),
        ("408", "The body came too slowly."),
        ("413", "The body is too large, or has too many rows."),
        ("415", "The body is of another type."),
        ("503", "There are too many requests; Retry-After says when to try again."),
    ];

    private static JsonObject Schemas(IReadOnlyList<LoadedModel> models)
    {
        var schemas = new JsonObject
        {
            ["Problem"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "Problem details (RFC 9457).",
                ["properties"] = new JsonObject
                {
                    ["type"] = new JsonObject { ["type"] = "string" },
                    ["title"] = new JsonObject { ["type"] = "string" },
                    ["status"] = new JsonObject { ["type"] = "integer" },
                    ["detail"] = new JsonObject { ["type"] = "string" },
                    ["errorCount"] = new JsonObject { ["type"] = "integer" },
                    ["errors"] = new JsonObject
                    {
                        ["type"] = "array",
                        ["items"] = new JsonObject
                        {
                            ["type"] = "object",
                            ["properties"] = new JsonObject
                            {
                                ["pointer"] = new JsonObject { ["type"] = "string" },
                                ["detail"] = new JsonObject { ["type"] = "string" },
                            },
                        },
                    },
                },
            },
        };
        foreach (var model in models)
        {
            var record = $"{model.Name}.Record";
            schemas[record] = RecordSchema.Record(model);
            schemas[$"{model.Name}.Request"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    Reference(record),
                    new JsonObject { ["type"] = "array", ["items"] = Reference(record) },
                    new JsonObject
                    {
                        ["type"] = "object",
                        ["required"] = new JsonArray("rows"),
                        ["properties"] = new JsonObject { ["rows"] = new JsonObject { ["type"] = "array", ["items"] = Reference(record) } },
                    }),
            };
            schemas[$"{model.Name}.Answer"] = RecordSchema.Answer(model);
        }

        return schemas;
    }

    private static JsonObject AnyOf(IReadOnlyList<LoadedModel> models, string part) => models.Count == 1
        ? Reference($"{models[0].Name}.{part}")
        : new JsonObject { ["anyOf"] = new JsonArray([.. models.Select(model => (JsonNode)Reference($"{model.Name}.{part}"))]) };

    private static JsonObject Parameter(string name, string place, JsonNode?[] values, bool required) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(values) },
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };
}
