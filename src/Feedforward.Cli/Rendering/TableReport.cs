using Feedforward.Studio;
using Feedforward.Tabular;
using Spectre.Console;
using Grid = Spectre.Console.Table;
using Table = Feedforward.Tabular.Table;

namespace Feedforward.Cli.Rendering;

/// <summary>What is in a table, for a person.</summary>
internal static class TableReport
{
    private const int ShownValues = 4;
    private const int ValueLength = 16;

    /// <summary>Writes it.</summary>
    public static void Write(
        IAnsiConsole console, string name, Table table, Schema schema, IReadOnlyList<ColumnSummary> summaries, IReadOnlyList<Notice> notices)
    {
        console.MarkupLine($"[bold]{Markup.Escape(name)}[/]: {Format.Plural(table.Rows, "row")}, {Format.Plural(table.Columns.Count, "column")}");
        var grid = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        grid.AddColumns("column", "type");
        grid.AddColumn(new Spectre.Console.TableColumn("missing").RightAligned());
        grid.AddColumn(new Spectre.Console.TableColumn("distinct").RightAligned());
        grid.AddColumn("values");
        foreach (var summary in summaries)
        {
            grid.AddRow(
                Markup.Escape(summary.Name),
                Type(summary, schema),
                summary.Missing == 0 ? "[grey]·[/]" : $"[yellow]{Format.Count(summary.Missing)}[/]",
                Format.Count(summary.Distinct),
                Markup.Escape(Values(summary, schema)));
        }

        console.Write(grid);
        if (schema.Target is { } target)
        {
            console.MarkupLine($"target [bold]{Markup.Escape(target.Name)}[/]: {JsonFields.Kebab(target.Task)}"
                + (target.Classes.Count > 0 ? $", classes {Markup.Escape(string.Join(", ", target.Classes.Take(30)))}{(target.Classes.Count > 30 ? ", …" : string.Empty)}" : string.Empty));
        }

        foreach (var notice in notices)
        {
            console.MarkupLine($"[yellow]note:[/] {Markup.Escape(notice.Message)}");
        }
    }

    private static string Type(ColumnSummary summary, Schema schema) => summary switch
    {
        { Dropped: { } reason } => $"[grey]left out: {JsonFields.Kebab(reason)}[/]",
        _ when summary.Name == schema.Target?.Name => $"[green]target, {JsonFields.Kebab(summary.Kind ?? ColumnKind.Category)}[/]",
        { Kind: { } kind } => JsonFields.Kebab(kind),
        _ => "[grey]left out[/]",
    };

    private static string Values(ColumnSummary summary, Schema schema)
    {
        if (summary is { Mean: { } mean, Deviation: { } deviation, Minimum: { } minimum, Maximum: { } maximum } && summary.Kind != ColumnKind.Category)
        {
            return $"{Format.Short(minimum)} … {Format.Short(maximum)}, mean {Format.Short(mean)} ± {Format.Short(deviation)}";
        }

        if (schema.Features.FirstOrDefault(feature => feature.Name == summary.Name) is { Kind: ColumnKind.Vector } vector)
        {
            return $"{Format.Count(vector.Width)} numbers in each cell";
        }

        var values = summary.MostFrequent.Take(ShownValues).Select(value => $"{Cut(value.Value)} ({Format.Count(value.Count)})");
        return string.Join(", ", values) + (summary.Distinct > ShownValues ? ", …" : string.Empty);
    }

    private static string Cut(string value) => value.Length <= ValueLength ? value : $"{value[..(ValueLength - 1)]}…";
}
