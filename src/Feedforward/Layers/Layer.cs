using System.Numerics;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// A layer of a network: a function from a matrix of inputs (one example a row) to a matrix of outputs, and its
/// derivative. The object holds the choices only; parameters, gradients and buffers belong to the network and its
/// workspace and come in a <see cref="LayerPass{T}"/>. A layer knows no loss and no optimizer.
/// </summary>
public abstract class Layer
{
    /// <summary>The kind of layer, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>Layers inside this one.</summary>
    public virtual IReadOnlyList<Layer> Children => [];

    /// <summary>How many features one of <see cref="Children"/> takes: those of the one before it, or this layer's own for the first, unless the layer says otherwise.</summary>
    /// <param name="child">Which child, counted from 0.</param>
    /// <param name="inputs">Features per example that come into this layer.</param>
    public virtual int InputsOfChild(int child, int inputs) =>
        child == 0 ? inputs : Children[child - 1].OutputsFor(InputsOfChild(child - 1, inputs));

    /// <summary>The number of outputs for a number of inputs.</summary>
    /// <param name="inputs">Features per example that come in.</param>
    /// <exception cref="ArgumentException">The layer cannot take so many inputs.</exception>
    public virtual int OutputsFor(int inputs) => inputs;

    /// <summary>The parameters the layer needs.</summary>
    /// <param name="inputs">Features per example that come in.</param>
    public virtual IReadOnlyList<ParameterShape> ParametersFor(int inputs) => [];

    /// <summary>How many numbers the layer keeps that are no parameters but that prediction needs, such as running statistics.</summary>
    /// <param name="inputs">Features per example that come in.</param>
    public virtual int StateFor(int inputs) => 0;

    /// <summary>How many numbers per example the layer keeps from its forward to its backward pass.</summary>
    /// <param name="inputs">Features per example that come in.</param>
    public virtual int CacheFor(int inputs) => 0;

    /// <summary>Writes the initial parameters and state.</summary>
    /// <param name="inputs">Features per example that come in.</param>
    /// <param name="parameters">The layer's slice of θ, zero on entry: its blocks one after another.</param>
    /// <param name="state">The layer's state, zero on entry.</param>
    /// <param name="random">Random numbers of this layer's own.</param>
    public virtual void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random)
    {
    }

    /// <summary>Computes <see cref="LayerPass{T}.Output"/> from <see cref="LayerPass{T}.Input"/>.</summary>
    /// <param name="pass">Inputs, outputs, parameters and buffers.</param>
    public abstract void Forward<T>(LayerPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// From <see cref="LayerPass{T}.Delta"/> = ∂R/∂output (which it may overwrite) computes the gradient of the layer's
    /// parameters and, where it is not empty, <see cref="LayerPass{T}.InputDelta"/> = ∂R/∂input.
    /// </summary>
    /// <param name="pass">What the forward pass left, and the buffers to fill.</param>
    public abstract void Backward<T>(LayerPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Sets initial parameters that depend on the data, <see cref="LayerPass{T}.Input"/> being there; most layers have none.</summary>
    internal virtual void FitToData(LayerPass<float> pass, RandomStream random)
    {
    }
}
