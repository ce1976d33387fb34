using System.Text;
using System.Text.Json;

namespace Feedforward.Benchmarks.Results;

/// <summary>What a command found: some tables with the machine they hold for, written as Markdown and JSON into a folder, and into the document if wanted.</summary>
/// <param name="name">The name of the files and of the document's block.</param>
/// <param name="machine">Where it was measured.</param>
internal sealed class Report(string name, Machine machine)
{
    private readonly List<(string? Heading, ResultTable Table)> _tables = [];
    private readonly List<(string Name, string Text)> _drawings = [];

    /// <summary>Lines before the tables, after the machine.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Adds a table under a heading of its own, or none.</summary>
    public void Add(string? heading, ResultTable table) => _tables.Add((heading, table));

    /// <summary>Adds a drawing (SVG).</summary>
    /// <param name="file">Its file name.</param>
    /// <param name="text">Its text.</param>
    public void AddDrawing(string file, string text) => _drawings.Add((file, text));

    /// <summary>Everything for readers.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(machine.Sentence).Append('\n');
        foreach (var remark in Remarks)
        {
            text.Append('\n').Append(remark).Append('\n');
        }

        foreach (var (heading, table) in _tables)
        {
            text.Append('\n');
            if (heading is not null)
            {
                text.Append("**").Append(heading).Append("**\n\n");
            }

            text.Append(table.ToMarkdown());
        }

        return text.ToString();
    }

    /// <summary>Prints the tables and writes the files that were asked for.</summary>
    public void Publish(ReportPlaces places)
    {
        var markdown = ToMarkdown();
        Console.WriteLine();
        Console.WriteLine(markdown);
        Directory.CreateDirectory(places.Folder);
        File.WriteAllText(Path.Combine(places.Folder, name + ".md"), markdown);
        using (var stream = File.Create(Path.Combine(places.Folder, name + ".json")))
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            machine.Write(json);
            foreach (var (_, table) in _tables)
            {
                table.Write(json);
            }

            json.WriteEndObject();
        }

        foreach (var (file, drawing) in _drawings)
        {
            File.WriteAllText(Path.Combine(places.Folder, file), drawing);
        }

        Console.WriteLine($"written to {Path.Combine(places.Folder, name)}.md and .json");
        if (places.Document is { } document)
        {
            DocumentBlock.Replace(document, name, markdown);
            foreach (var (file, drawing) in _drawings)
            {
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(document)!, file), drawing);
            }

            Console.WriteLine($"block '{name}' of {document} replaced");
        }
    }
}
