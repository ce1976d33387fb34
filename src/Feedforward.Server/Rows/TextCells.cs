using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Cells that are kept as texts: numbers in their shortest form, truth values in small letters.</summary>
internal abstract class TextCells(FeatureColumn feature) : CellColumn(feature)
{
    private readonly List<string?> _values = [];

    public sealed override bool Add(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String when TryText(ref json, out var text):
                return AddTrimmed(text.Trim());
            case JsonTokenType.Number when json.TryGetDouble(out var number) && double.IsFinite(number):
                return AddTrimmed(Cell.Text(number));
            case JsonTokenType.True or JsonTokenType.False:
                return AddTrimmed(json.TokenType == JsonTokenType.True ? "true" : "false");
            case JsonTokenType.Null:
                AddMissing();
                return true;
            default:
                json.Skip();
                AddMissing();
                return false;
        }
    }

    public sealed override bool Add(ReadOnlySpan<char> text) => AddTrimmed(text.Trim().ToString());

    public sealed override void AddMissing() => _values.Add(null);

    public sealed override TableColumn ToColumn() => _values is [var only]
        ? new TextColumn(Feature.Name, [only is null ? TextColumn.Missing : 0], only is null ? [] : [only])
        : TextColumn.From(Feature.Name, _values);

    /// <summary>Whether a text that is not missing can stand in this column.</summary>
    private protected abstract bool Accepts(string text);

    private bool AddTrimmed(string text)
    {
        var missing = Text.IsMissing(text);
        var accepted = missing || Accepts(text);
        _values.Add(missing || !accepted ? null : text);
        return accepted;
    }
}
