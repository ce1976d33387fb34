namespace Feedforward.Benchmarks.Kernels;

/// <summary>A layer: n rows, d inputs, m neurons.</summary>
/// <param name="Rows">n.</param>
/// <param name="Inputs">d.</param>
/// <param name="Outputs">m.</param>
public sealed record ProductShape(int Rows, int Inputs, int Outputs)
    : CountedWork($"{Rows}×{Inputs}×{Outputs}", 2.0 * Rows * Inputs * Outputs, "GFLOP/s");
