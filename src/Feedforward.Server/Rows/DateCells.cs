using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Dates, with or without a time.</summary>
internal sealed class DateCells(FeatureColumn feature) : TextCells(feature)
{
    public override string Expected => "a date such as 2026-01-31 or 2026-01-31T18:30:00";

    private protected override bool Accepts(string text) => CellText.TryDate(text, out _, out _);
}
