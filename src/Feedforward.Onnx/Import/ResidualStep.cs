using Feedforward.Layers;

namespace Feedforward.Onnx.Import;

/// <summary>x + f(x)</summary>
/// <param name="Branch">f, step after step.</param>
internal sealed record ResidualStep(IReadOnlyList<Step> Branch) : Step
{
    public override long Numbers(int inputs) => StepSequence.Numbers(Branch, inputs);

    public override Piece Build(int inputs)
    {
        var pieces = StepSequence.Build(Branch, inputs);
        return Piece.Around(new Residual([.. pieces.Select(piece => piece.Layer)]), pieces);
    }
}
