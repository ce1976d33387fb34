using System.Text.Json;
using Feedforward.Server;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Studio;

/// <summary>Tables: which there are, what is in them, new ones, and how they are read.</summary>
internal sealed class DataRoutes(TableCatalog tables)
{
    private const int MostRows = 100_000;
    private const int MostPoints = 5_000;

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        JsonRoute.Get("/api/data", "The tables there are.", (_, json) => List(json)),
        JsonRoute.Get("/api/data/table", "A table's columns, split and first rows.", (values, json) => Show(tables.Find(values.Text("name")), values, json)),
        JsonRoute.Get("/api/data/points", "Two columns of a table as points.", Points),
        JsonRoute.Post("/api/data/change", "Another target or other types, or another way to read.", (values, json) => Name(json, Change(values))),
        JsonRoute.Post("/api/data/remove", "Forgets a table.", (values, _) => tables.Remove(tables.Find(values.Text("name")))),
        JsonRoute.Post("/api/data/built-in", "Rows of a built-in set.", (values, json) => Name(json, BuiltIn(values))),
        JsonRoute.Post("/api/data/formula", "Rows of a typed function.", (values, json) => Name(json, Formula(values))),
        JsonRoute.Post("/api/data/points", "Points that were drawn.", (values, json) => Name(json, Drawn(values))),
        new TableUpload(tables).Route,
    ];

    private void List(Utf8JsonWriter json)
    {
        json.WriteString("first", tables.First);
        json.WriteNumber("most", TableUpload.MostBytes);
        json.WriteStartArray("tables");
        foreach (var table in tables.All)
        {
            json.WriteStartObject();
            json.WriteString("name", table.Name);
            json.WriteString("title", table.Title);
            json.WriteString("origin", table.Settings.Origin);
            json.WriteBoolean("isBuiltIn", BuiltInData.Find(table.Name) is not null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sets");
        foreach (var set in BuiltInData.All)
        {
            json.WriteStartObject();
            json.WriteString("name", set.Name);
            json.WriteString("description", set.Description);
            json.WriteNumber("rows", set.DefaultCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Name(Utf8JsonWriter json, StudioTable table) => json.WriteString("name", table.Name);

    private void Show(StudioTable table, Parameters values, Utf8JsonWriter json)
    {
        var rows = tables.Rows(table);
        TableJson.Write(
            json, table, rows, values.OptionalText("target") ?? table.Target, (ulong)values.Whole("seed", 0, int.MaxValue, 0), (int)values.Whole("rows", 0, 1000, 10));
    }

    private void Points(Parameters values, Utf8JsonWriter json)
    {
        var table = tables.Find(values.Text("name"));
        var rows = tables.Rows(table);
        var points = TablePoints.Of(rows, table.Choices(values.OptionalText("by")), values.Text("x"), values.Text("y"), (int)values.Whole("most", 1, MostPoints, 1000));
        json.WriteNumber("rows", rows.Rows);
        json.WriteStartArray("groups");
        foreach (var (name, x, y) in points)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.Write("x", x);
            json.Write("y", y);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private StudioTable Change(Parameters values)
    {
        var table = tables.Find(values.Text("name"));
        var target = values.OptionalText("target") ?? table.Settings.Target;
        return tables.Change(table, table.Settings with
        {
            Target = target,
            Reading = TableSettings.ReadingOf(values, table.Reading),
            Drop = values.Has("drop") ? values.Texts("drop") : table.Settings.Drop,
        });
    }

    private StudioTable BuiltIn(Parameters values)
    {
        var set = BuiltInData.Named(values.Text("set"));
        return tables.Add(set, (int)values.Whole("rows", 1, MostRows, set.DefaultCount), (ulong)values.Whole("seed", 0, int.MaxValue, 0), values.Number("noise", 0, 100, 1));
    }

    private StudioTable Formula(Parameters values)
    {
        var formula = Tabular.BuiltIn.Formula.Parse(values.Text("formula"));
        var data = new FormulaData(formula, values.Number("low", -1e6, 1e6, -1), values.Number("high", -1e6, 1e6, 1), values.Number("noise", 0, 1e6, 0));
        var (rows, seed) = ((int)values.Whole("rows", 1, MostRows, 200), (ulong)values.Whole("seed", 0, int.MaxValue, 0));
        return tables.Add(data.Generate(rows, seed), new TableSettings
        {
            Title = "function",
            Origin = FormattableString.Invariant($"y = {formula.Text} at {rows} points from {data.Low} to {data.High}, noise {data.Noise}, seed {seed}."),
            Target = FormulaData.Target,
        });
    }

    private StudioTable Drawn(Parameters values)
    {
        var (x, y) = (Column(values, "x"), Column(values, "y"));
        if (x.Length == 0 || x.Length != y.Length || x.Length > MostRows)
        {
            throw new ArgumentException($"There are {x.Length} 'x' and {y.Length} 'y'; as many of both are needed, 1 or more and {MostRows} at most.");
        }

        var settings = new TableSettings { Title = "drawing", Origin = $"{x.Length} points that were drawn." };
        if (!values.Has("labels"))
        {
            return tables.Add(Table.Of(new NumberColumn("x", x), new NumberColumn("y", y)), settings with { Target = "y" });
        }

        var labels = values.Texts("labels");
        return labels.Length == x.Length
            ? tables.Add(Table.Of(new NumberColumn("x1", x), new NumberColumn("x2", y), TextColumn.From("class", labels)), settings with
            {
                Target = "class",
                Reading = settings.Reading with { Types = new Dictionary<string, ColumnKind> { ["class"] = ColumnKind.Category } },
            })
            : throw new ArgumentException($"There are {labels.Length} 'labels' for {x.Length} points.");
    }

    private static float[] Column(Parameters values, string name) => Array.ConvertAll(values.Numbers(name), number => (float)number);
}
