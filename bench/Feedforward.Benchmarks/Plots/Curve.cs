namespace Feedforward.Benchmarks.Plots;

/// <summary>A line of a plot.</summary>
/// <param name="Color">Its colour.</param>
/// <param name="Points">Its points from left to right.</param>
internal sealed record Curve(string Color, IReadOnlyList<(double X, double Y)> Points);
