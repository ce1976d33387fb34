namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// Two half circles of radius 1, the upper one around (0, 0) and the lower one around (1, ½), with normal noise of
/// standard deviation 0.15 in both directions.
/// </summary>
public sealed class Moons : BuiltInData
{
    private const double Noise = 0.15;

    /// <inheritdoc/>
    public override string Name => "moons";

    /// <inheritdoc/>
    public override string Description => "Two interleaved half circles.";

    /// <inheritdoc/>
    public override int DefaultCount => 1000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; } = ["x1", "x2"];

    /// <inheritdoc/>
    public override string TargetName => "class";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = ["lower", "upper"];

    private protected override float Example(ref Draws draws, int row, Span<float> inputs)
    {
        var upper = row & 1;
        var (cos, sin) = Circle.At(draws.Uniform(0, 0.5));
        inputs[0] = (float)((upper == 1 ? cos : 1 - cos) + draws.Normal(Noise));
        inputs[1] = (float)((upper == 1 ? sin : 0.5 - sin) + draws.Normal(Noise));
        return upper;
    }
}
