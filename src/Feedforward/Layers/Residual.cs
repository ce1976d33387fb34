using Feedforward.Kernels;

namespace Feedforward.Layers;

/// <summary>
/// A residual block: h = x + f(x), where f is a branch of layers that keeps the number of features.
/// He, Zhang, Ren, Sun, "Deep residual learning for image recognition", CVPR 2016.
/// </summary>
public sealed class Residual : Layer
{
    /// <summary>Creates the block.</summary>
    /// <param name="branch">The layers of f, one or more.</param>
    /// <exception cref="ArgumentException">The branch is empty.</exception>
    public Residual(params IReadOnlyList<Layer> branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        if (branch.Count == 0)
        {
            throw new ArgumentException("A residual block needs at least one layer in its branch.", nameof(branch));
        }

        foreach (var layer in branch)
        {
            ArgumentNullException.ThrowIfNull(layer, nameof(branch));
        }

        Children = [.. branch];
    }

    /// <inheritdoc/>
    public override string Name => "residual";

    /// <summary>The layers of f.</summary>
    public override IReadOnlyList<Layer> Children { get; }

    /// <inheritdoc/>
    public override int OutputsFor(int inputs)
    {
        var width = inputs;
        foreach (var layer in Children)
        {
            width = layer.OutputsFor(width);
        }

        return width == inputs
            ? inputs
            : throw new ArgumentException(
                $"A residual block adds its branch to its input, so both need the same width; the input has {inputs} features, the branch gives {width}.");
    }

    /// <summary>h = x + f(x).</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var input = pass.Input;
        for (var i = 0; i < pass.Children.Count; i++)
        {
            pass.Children[i].Input = input;
            pass.Children[i].Forward();
            input = pass.Children[i].Output;
        }

        Arithmetic.Add<T>(pass.Input.Span, input.Span, pass.Output.Span, pass.Threads);
    }

    /// <summary>∂R/∂x = δ + (∂f/∂x)ᵀδ.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        pass.Delta.Span.CopyTo(pass.Children[^1].Delta.Span);
        for (var i = pass.Children.Count - 1; i >= 0; i--)
        {
            pass.Children[i].InputDelta = i > 0 ? pass.Children[i - 1].Delta : pass.InputDelta;
            pass.Children[i].Backward();
        }

        if (!pass.InputDelta.IsEmpty)
        {
            Arithmetic.Add<T>(pass.InputDelta.Span, pass.Delta.Span, pass.InputDelta.Span, pass.Threads);
        }
    }
}
