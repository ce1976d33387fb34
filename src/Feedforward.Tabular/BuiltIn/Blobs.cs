namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// Four normal clouds of standard deviation 0.5 in both directions around (±1, ±1). The best possible rule, the sign
/// of each coordinate, is right with probability Φ(2)² = 95.5 %.
/// </summary>
public sealed class Blobs : BuiltInData
{
    private const double Spread = 0.5;

    /// <inheritdoc/>
    public override string Name => "blobs";

    /// <inheritdoc/>
    public override string Description => "Four round clouds that overlap a little; lines divide them as well as anything can.";

    /// <inheritdoc/>
    public override int DefaultCount => 1000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; } = ["x1", "x2"];

    /// <inheritdoc/>
    public override string TargetName => "class";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = ["a", "b", "c", "d"];

    private protected override float Example(ref Draws draws, int row, Span<float> inputs)
    {
        var cloud = row & 3;
        inputs[0] = (float)(((cloud & 1) == 1 ? 1 : -1) + draws.Normal(Spread));
        inputs[1] = (float)((cloud >= 2 ? 1 : -1) + draws.Normal(Spread));
        return cloud;
    }
}
