namespace Feedforward.Layers;

/// <summary>How the step size of a dense layer's weights depends on its number of inputs d.</summary>
public enum Parametrization
{
    /// <summary>h = Wᵀx + b, one learning rate for all weights.</summary>
    Standard,

    /// <summary>
    /// h = Vᵀx/√d + b with V of the size of 1, in the "neural tangent kernel" form (Jacot, Gabriel, Hongler, NeurIPS 2018). As
    /// W = V/√d a step of V is a step of W divided by √d: the form is a learning-rate factor 1/√d for W under rules such as
    /// Adam, whose steps do not depend on the gradient's length, and weight decay keeps its strength per step. Biases take a
    /// tenth of the rate and no decay (Holzmüller, Grinsztajn, Steinwart, "Better by default", NeurIPS 2024).
    /// </summary>
    NeuralTangent,
}

/// <summary>The factors of each form.</summary>
internal static class ParametrizationFactors
{
    public static ParameterShape Weight(this Parametrization form, ParameterShape weight, int inputs) => form == Parametrization.Standard
        ? weight
        : weight with { RateFactor = 1 / Math.Sqrt(inputs), DecayFactor = Math.Sqrt(inputs) };

    public static ParameterShape Bias(this Parametrization form, ParameterShape bias) => form == Parametrization.Standard
        ? bias
        : bias with { RateFactor = 0.1 };
}
