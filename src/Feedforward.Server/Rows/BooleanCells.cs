using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Truth values: true or false, 1 or 0.</summary>
internal sealed class BooleanCells(FeatureColumn feature) : TextCells(feature)
{
    public override string Expected => "true or false";

    private protected override bool Accepts(string text) => text is "0" or "1" || CellText.TryBoolean(text, out _);
}
