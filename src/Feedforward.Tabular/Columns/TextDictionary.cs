namespace Feedforward.Tabular;

/// <summary>Numbers distinct texts 0, 1, 2, … in the order they first occur, without making a string for a text seen before.</summary>
internal sealed class TextDictionary
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _codes =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly List<string> _values = [];

    public IReadOnlyList<string> Values => _values;

    public int CodeOf(ReadOnlySpan<char> text)
    {
        if (_codes.TryGetValue(text, out var code))
        {
            return code;
        }

        code = _values.Count;
        var value = text.ToString();
        _values.Add(value);
        _codes[value] = code;
        return code;
    }
}
