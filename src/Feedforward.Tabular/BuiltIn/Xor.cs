namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// The exclusive or: the corners (0,0), (0,1), (1,0), (1,1) of a square in turn, each with normal noise of standard
/// deviation 0.15 in both directions. The class is 1 where exactly one coordinate of the corner is 1.
/// </summary>
public sealed class Xor : BuiltInData
{
    private const double Noise = 0.15;

    /// <inheritdoc/>
    public override string Name => "xor";

    /// <inheritdoc/>
    public override string Description => "Four clouds around the corners of a square; opposite corners share a class, so no line divides the classes.";

    /// <inheritdoc/>
    public override int DefaultCount => 400;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; } = ["x1", "x2"];

    /// <inheritdoc/>
    public override string TargetName => "class";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = ["0", "1"];

    private protected override float Example(ref Draws draws, int row, Span<float> inputs)
    {
        var (a, b) = (row & 1, (row >> 1) & 1);
        inputs[0] = (float)(a + draws.Normal(Noise));
        inputs[1] = (float)(b + draws.Normal(Noise));
        return a ^ b;
    }
}
