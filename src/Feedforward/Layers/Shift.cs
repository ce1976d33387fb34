using Feedforward.Kernels;

namespace Feedforward.Layers;

/// <summary>
/// h = x + b with a learned number for each feature, 0 at the start: the bias of a dense layer, standing alone. With
/// <see cref="Scale"/> behind it, it is (x − mean)/deviation as a layer.
/// </summary>
public sealed class Shift : Layer
{
    /// <inheritdoc/>
    public override string Name => "shift";

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) => [new("bias", ParameterKind.Bias, 1, inputs)];

    /// <summary>h = x + b.</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var b = pass.Parameters(0).Span;
        for (var i = 0; i < pass.Input.Rows; i++)
        {
            Arithmetic.Add<T>(pass.Input.Row(i), b, pass.Output.Row(i), 1);
        }
    }

    /// <summary>∇b = Σδ;  ∂R/∂x = δ.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        ColumnKernel.Sum(pass.Delta, pass.Gradient(0).Span, pass.Threads);
        if (!pass.InputDelta.IsEmpty)
        {
            pass.Delta.Span.CopyTo(pass.InputDelta.Span);
        }
    }
}
