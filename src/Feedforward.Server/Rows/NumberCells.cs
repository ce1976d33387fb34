using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Numbers: JSON numbers, true (1) and false (0), texts that are numbers; null and the marks of missing values.</summary>
internal sealed class NumberCells(FeatureColumn feature) : CellColumn(feature)
{
    private readonly List<float> _values = [];

    public override string Expected => "a number";

    public override bool Add(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                return json.TryGetDouble(out var number) ? Add(number) : Refuse();
            case JsonTokenType.Null:
                AddMissing();
                return true;
            case JsonTokenType.True or JsonTokenType.False:
                return Add(json.TokenType == JsonTokenType.True ? 1 : 0);
            case JsonTokenType.String:
                return TryText(ref json, out var text) ? Add(text) : Refuse();
            default:
                json.Skip();
                return Refuse();
        }
    }

    public override bool Add(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (Text.IsMissing(text))
        {
            AddMissing();
            return true;
        }

        return Text.TryNumber(text, out var number) ? Add(number) : Refuse();
    }

    public override void AddMissing() => _values.Add(float.NaN);

    public override TableColumn ToColumn() => new NumberColumn(Feature.Name, [.. _values]);

    private bool Add(double number)
    {
        var narrow = (float)number;
        _values.Add(float.IsFinite(narrow) ? narrow : float.NaN);
        return float.IsFinite(narrow);
    }

    private bool Refuse()
    {
        AddMissing();
        return false;
    }
}
