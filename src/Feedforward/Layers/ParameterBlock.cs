namespace Feedforward.Layers;

/// <summary>What a block of parameters is for; weight decay and penalties apply to weights alone.</summary>
public enum ParameterKind
{
    /// <summary>A weight matrix W.</summary>
    Weight,

    /// <summary>A bias vector b.</summary>
    Bias,

    /// <summary>A scale vector: γ of a normalisation, a factor for each feature or neuron.</summary>
    Scale,
}

/// <summary>A matrix of parameters that a layer needs.</summary>
/// <param name="Name">Its name within the layer: "weight", "bias", "scale".</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Rows">Rows; for a weight matrix the layer's inputs.</param>
/// <param name="Columns">Columns; for a weight matrix the layer's outputs.</param>
public readonly record struct ParameterShape(string Name, ParameterKind Kind, int Rows, int Columns)
{
    /// <summary>By what the learning rate is multiplied for this block.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>By what the optimizer's weight decay is multiplied for this block: 1 for weights and 0 for others unless the layer says otherwise.</summary>
    public double DecayFactor { get; init; } = Kind == ParameterKind.Weight ? 1 : 0;

    /// <summary>Rows × columns.</summary>
    /// <exception cref="OverflowException">That is more than 2³¹ − 1.</exception>
    public int Count => checked(Rows * Columns);
}

/// <summary>Where a matrix of parameters lies in the network's parameter vector θ.</summary>
/// <param name="Name">Its name in the network, such as "0.weight" for the first layer or "2.0.bias" inside a residual block.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Offset">Where it begins in θ.</param>
/// <param name="Rows">Rows; for a weight matrix the layer's inputs.</param>
/// <param name="Columns">Columns; for a weight matrix the layer's outputs.</param>
public sealed record ParameterBlock(string Name, ParameterKind Kind, int Offset, int Rows, int Columns)
{
    /// <summary>By what the learning rate is multiplied for this block.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>By what the optimizer's weight decay is multiplied for this block.</summary>
    public double DecayFactor { get; init; } = Kind == ParameterKind.Weight ? 1 : 0;

    /// <summary>Rows × columns.</summary>
    public int Count => Rows * Columns;
}
