using Feedforward.Optimizers;

namespace Feedforward.Benchmarks.Kernels;

/// <summary>An optimizer over the weights of a square layer.</summary>
/// <param name="Optimizer">The rule.</param>
/// <param name="Width">Inputs and neurons.</param>
public sealed record NamedUpdate(Optimizer Optimizer, int Width)
    : CountedWork($"{Optimizer.Name}, {Width * Width}", (double)Width * Width, "G/s");
