using Feedforward.Losses;

namespace Feedforward.Benchmarks.Kernels;

/// <summary>A loss over a matrix of outputs.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Rows">Examples.</param>
/// <param name="Columns">Outputs.</param>
public sealed record NamedLoss(Loss Loss, int Rows, int Columns)
    : CountedWork($"{Loss.Name}, {Rows}×{Columns}", (double)Rows * Columns, "G/s");
