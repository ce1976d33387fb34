namespace Feedforward.Benchmarks.Kernels;

/// <summary>The parameter of a benchmark: how much work a call is, so that speed can be shown beside time.</summary>
/// <param name="Name">What is shown.</param>
/// <param name="Count">Operations or numbers in a call.</param>
/// <param name="Unit">The unit of a thousand million of them in a second.</param>
public record CountedWork(string Name, double Count, string Unit)
{
    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
