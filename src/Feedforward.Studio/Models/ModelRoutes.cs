using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>What there is to ask: the models, a model's columns, the rows of its table.</summary>
internal static class ModelRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> All(ModelCatalog models) =>
    [
        JsonRoute.Get("/api/models", "The names of the models, none of which is opened for this.", (_, json) => json.Texts("models", models.Names)),
        JsonRoute.Get("/api/model", "The columns a model reads with their ranges, and what it answers.", (parameters, json) =>
        {
            var name = parameters.OptionalText("model") ?? models.Names[0];
            var opened = models.Find(name);
            var model = opened.Model;
            ModelDescription.WriteFields(json, name, model);
            json.WriteString("title", opened.Title);
            json.WriteString("network", model.Network.ToString());
            json.WriteNumber("members", model.Members);
            json.WriteNumber("rows", opened.Table?.Rows ?? 0);
            json.Write("typicalTarget", model.Task == LearningTask.Regression ? model.TargetScale.Decode(0) : null);
            json.WriteStartObject("ranges");
            foreach (var feature in model.Schema.Features)
            {
                if (feature.Kind == ColumnKind.Number && ColumnRange.Of(model, feature.Name, opened.Table) is { } range)
                {
                    json.Write(feature.Name, [range.Minimum, range.Maximum]);
                }
            }

            json.WriteEndObject();
        }),
        JsonRoute.Get("/api/model/row", "A row of a model's table as texts.", (parameters, json) =>
        {
            var opened = models.Find(parameters.OptionalText("model"));
            var row = AskedRow.Of(opened, parameters);
            json.WriteNumber("line", row.LineOf(0));
            RecordJson.Write(json, opened.Model, row);
        }),
    ];
}
