namespace Feedforward.Benchmarks.Results;

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="Key">What it is called in JSON.</param>
/// <param name="Format">How a number is written; text if null.</param>
internal sealed record Column(string Header, string Key, string? Format = null)
{
    /// <summary>Three significant digits and no exponent, for numbers of any size.</summary>
    public const string Significant = "significant";
}
