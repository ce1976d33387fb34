namespace Feedforward.Tabular.Tuning;

/// <summary>A finished training of a search.</summary>
/// <param name="Configuration">What was tried.</param>
/// <param name="Epochs">For how many epochs.</param>
/// <param name="Value">The metric of the best epoch on the validation rows; null where training diverged or the rows do not define it.</param>
/// <param name="BestEpoch">Which epoch that was.</param>
/// <param name="HasDiverged">Whether training met a number that is not finite.</param>
/// <param name="Elapsed">How long it took; in a resumed search, when it was done.</param>
public sealed record Trial(Configuration Configuration, int Epochs, double? Value, int BestEpoch, bool HasDiverged, TimeSpan Elapsed)
{
    /// <summary>The number of the configuration.</summary>
    public int Number => Configuration.Number;
}
