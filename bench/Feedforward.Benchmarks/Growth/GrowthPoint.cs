namespace Feedforward.Benchmarks.Growth;

/// <summary>What one size costs.</summary>
/// <param name="Size">The width, depth, batch or number of threads.</param>
/// <param name="Microseconds">Time per step.</param>
/// <param name="Flops">Operations of the products in a step.</param>
internal sealed record GrowthPoint(int Size, double Microseconds, double Flops)
{
    /// <summary>Speed.</summary>
    public double Gigaflops => Flops / Microseconds / 1e3;

    /// <summary>Picoseconds per operation.</summary>
    public double CostPerFlop => Microseconds * 1e6 / Flops;
}
