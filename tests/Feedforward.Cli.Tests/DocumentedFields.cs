namespace Feedforward.Cli.Tests;

/// <summary>The names that docs/json.md gives to fields, section by section.</summary>
internal static class DocumentedFields
{
    /// <summary>The names in the first column of the tables under a heading, up to the next heading.</summary>
    public static IReadOnlySet<string> Under(string heading)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "json.md"));
        var start = Array.IndexOf(lines, heading);
        Assert.True(start >= 0, $"docs/json.md has no heading '{heading}'.");
        return lines.Skip(start + 1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split('`').Where((_, i) => i % 2 == 1))
            .ToHashSet();
    }
}
