using Feedforward.Activations;

namespace Feedforward.Benchmarks.Kernels;

/// <summary>A function over a row of numbers.</summary>
/// <param name="Activation">The function.</param>
/// <param name="Numbers">How many numbers.</param>
public sealed record NamedFunction(Activation Activation, int Numbers) : CountedWork($"{Activation.Name}, {Numbers}", Numbers, "G/s");
