namespace Feedforward.Benchmarks.Contract;

/// <summary>What one rule of the numeric contract costs.</summary>
/// <param name="Name">The work.</param>
/// <param name="Rule">What the contract asks, and what the other variant does instead.</param>
/// <param name="Ours">Microseconds with the contract kept.</param>
/// <param name="Breaking">Microseconds of a variant that breaks it.</param>
public sealed record ContractCostRow(string Name, string Rule, double Ours, double Breaking)
{
    /// <summary>How many times longer ours takes; below 1 the contract costs nothing.</summary>
    public double Ratio => Ours / Breaking;
}
