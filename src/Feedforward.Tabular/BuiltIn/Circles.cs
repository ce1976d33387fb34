namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// Two circles around (0, 0), the inner one of radius ½ and the outer one of radius 1, with normal noise of standard
/// deviation 0.1 in both directions.
/// </summary>
public sealed class Circles : BuiltInData
{
    private const double Noise = 0.1;

    /// <inheritdoc/>
    public override string Name => "circles";

    /// <inheritdoc/>
    public override string Description => "A circle inside a circle.";

    /// <inheritdoc/>
    public override int DefaultCount => 1000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; } = ["x1", "x2"];

    /// <inheritdoc/>
    public override string TargetName => "class";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = ["inner", "outer"];

    private protected override float Example(ref Draws draws, int row, Span<float> inputs)
    {
        var outer = row & 1;
        var radius = outer == 1 ? 1.0 : 0.5;
        var (cos, sin) = Circle.At(draws.Uniform());
        inputs[0] = (float)((radius * cos) + draws.Normal(Noise));
        inputs[1] = (float)((radius * sin) + draws.Normal(Noise));
        return outer;
    }
}
