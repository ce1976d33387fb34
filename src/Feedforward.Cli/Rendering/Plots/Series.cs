namespace Feedforward.Cli.Rendering.Plots;

/// <summary>Points that belong together.</summary>
/// <param name="Name">What they are; shown in the legend.</param>
/// <param name="Colour">The name of a colour of the console.</param>
/// <param name="Points">Where they are.</param>
/// <param name="Marker">The character of each point; null to join them with a line.</param>
internal sealed record Series(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points, char? Marker = null);
