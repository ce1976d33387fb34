namespace Feedforward.Benchmarks.Results;

/// <summary>A part of a document that a command writes: what stands between <c>&lt;!-- begin NAME --&gt;</c> and <c>&lt;!-- end NAME --&gt;</c>.</summary>
internal static class DocumentBlock
{
    /// <summary>Puts a text between the marks, in place of what was there.</summary>
    /// <exception cref="InvalidDataException">The document lacks a mark.</exception>
    public static void Replace(string path, string name, string text)
    {
        var document = File.ReadAllText(path);
        string begin = $"<!-- begin {name} -->", end = $"<!-- end {name} -->";
        var from = document.IndexOf(begin, StringComparison.Ordinal);
        var to = document.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
        {
            throw new InvalidDataException($"{path} has no place for the results: the lines '{begin}' and '{end}', in this order.");
        }

        File.WriteAllText(path, $"{document[..(from + begin.Length)]}\n{text.TrimEnd()}\n{document[to..]}");
    }
}
