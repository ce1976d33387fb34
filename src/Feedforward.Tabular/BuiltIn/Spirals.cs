namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// Two arms of a spiral, each the other turned by half a turn. An arm winds one and a half times while its radius
/// grows from 0.1 to 1; normal noise of standard deviation 0.03 in both directions. After Lang and Witbrock,
/// "Learning to tell two spirals apart", 1988.
/// </summary>
public sealed class Spirals : BuiltInData
{
    private const double Noise = 0.03;
    private const double Windings = 1.5;

    /// <inheritdoc/>
    public override string Name => "spirals";

    /// <inheritdoc/>
    public override string Description => "Two spirals that wind around each other.";

    /// <inheritdoc/>
    public override int DefaultCount => 1000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; } = ["x1", "x2"];

    /// <inheritdoc/>
    public override string TargetName => "class";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = ["first", "second"];

    private protected override float Example(ref Draws draws, int row, Span<float> inputs)
    {
        var second = row & 1;

        // The square root spreads the points evenly along the arm, whose length grows with the square of the radius.
        var along = Math.Sqrt(draws.Uniform());
        var radius = 0.1 + (0.9 * along);
        var (cos, sin) = Circle.At((Windings * along) + (0.5 * second));
        inputs[0] = (float)((radius * cos) + draws.Normal(Noise));
        inputs[1] = (float)((radius * sin) + draws.Normal(Noise));
        return second;
    }
}
