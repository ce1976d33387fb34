namespace Feedforward.Tabular.BuiltIn;

/// <summary>
/// y = sin(1½ · 2πx) + noise, x uniform on [−½, ½], the noise normal of standard deviation 0.1: no model can have a
/// smaller root mean squared error on new data.
/// </summary>
public sealed class Sine : BuiltInData
{
    private const double Noise = 0.1;
    private const double Periods = 1.5;

    /// <inheritdoc/>
    public override string Name => "sine";

    /// <inheritdoc/>
    public override string Description => "One period and a half of a sine with noise, for regression.";

    /// <inheritdoc/>
    public override int DefaultCount => 1000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; } = ["x"];

    /// <inheritdoc/>
    public override string TargetName => "y";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = [];

    private protected override float Example(ref Draws draws, int row, Span<float> inputs)
    {
        var x = (float)draws.Uniform(-0.5, 0.5);
        inputs[0] = x;
        return (float)(Circle.At(Periods * x).Sin + draws.Normal(Noise));
    }
}
