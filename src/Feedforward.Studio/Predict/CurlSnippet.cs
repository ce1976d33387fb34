using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>A command that serves the model and one that asks it for a row; see docs/serving.md.</summary>
internal static class CurlSnippet
{
    /// <summary>Writes them.</summary>
    public static string Of(OpenedModel opened, Table row)
    {
        var record = $"{{{string.Join(", ", opened.Model.Schema.Features.Select(feature => $"{RowLiterals.Quoted(feature.Name)}: {RowLiterals.Json(feature, row)}"))}}}";
        return $"feedforward serve {ShellWord.Of(Served(opened.File))}\n\ncurl http://127.0.0.1:{ServerOptions.UsualPort}/predict -H 'Content-Type: application/json' -d '{record.Replace("'", "'\\''", StringComparison.Ordinal)}'\n";
    }

    /// <summary>A file whose name cannot be a part of an address gets another name.</summary>
    private static string Served(string file)
    {
        try
        {
            return ModelSource.Parse(file).Path == file ? file : $"model={file}";
        }
        catch (ArgumentException)
        {
            return $"model={file}";
        }
    }
}
