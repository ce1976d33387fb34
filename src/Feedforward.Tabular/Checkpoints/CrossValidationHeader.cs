using System.Text.Json;

namespace Feedforward.Tabular;

/// <summary>The file that says of which cross-validation the folds of a folder are: texts by name, as in the metadata of a checkpoint.</summary>
internal static class CrossValidationHeader
{
    /// <summary>The file's name.</summary>
    public const string Name = "cross-validation.json";

    /// <summary>Whether a folder has one.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>Reads that of a folder; null where there is none.</summary>
    /// <exception cref="ModelFileException">It is damaged.</exception>
    public static IReadOnlyDictionary<string, string>? Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString() ?? string.Empty);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFileException($"'{path}' is damaged: {fault.Message}", fault);
        }
    }

    /// <summary>Writes that of a folder, as a whole or not at all, and waits until the disk has it.</summary>
    public static void Write(string folder, IEnumerable<KeyValuePair<string, string>> texts) => SafeReplacement.Write(Path.Combine(folder, Name), file =>
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        foreach (var (name, text) in texts)
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
    });
}
