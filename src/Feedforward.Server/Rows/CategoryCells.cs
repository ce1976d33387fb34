using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Categories: any text.</summary>
internal sealed class CategoryCells(FeatureColumn feature) : TextCells(feature)
{
    public override string Expected => "a text";

    private protected override bool Accepts(string text) => true;
}
