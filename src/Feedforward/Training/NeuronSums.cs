using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Training;

/// <summary>
/// The two sums of a neuron written out term by term: a = b + Σ wᵢxᵢ on the way forward and, where its output goes into a layer of
/// neurons, ∂ℓ/∂h = Σ wₖδₖ over those on the way back; δ = ∂ℓ/∂h · σ′(a).
/// </summary>
/// <param name="Inputs">xᵢ, one per weight.</param>
/// <param name="Terms">wᵢxᵢ.</param>
/// <param name="Slope">σ′(a).</param>
/// <param name="OutputDelta">∂ℓ/∂h; null for neurons inside another layer.</param>
/// <param name="NextNeurons">Which neurons of the next layer it feeds, counted from 0; none where the next layer is not made of neurons.</param>
/// <param name="NextWeights">wₖ, with which each of them takes its output.</param>
/// <param name="NextDeltas">δₖ of each of them.</param>
/// <param name="NextTerms">wₖδₖ.</param>
public sealed record NeuronSums(
    float[] Inputs, float[] Terms, float Slope, float? OutputDelta, int[] NextNeurons, float[] NextWeights, float[] NextDeltas, float[] NextTerms)
{
    /// <summary>The sums of a neuron.</summary>
    /// <param name="layer">Its layer.</param>
    /// <param name="neuron">Which one, counted from 0.</param>
    /// <param name="next">The layer behind, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    public static NeuronSums Of(LayerTrace layer, int neuron, LayerTrace? next)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentOutOfRangeException.ThrowIfNegative(neuron);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neuron, layer.Neurons.Count);
        var one = layer.Neurons[neuron];
        var inputs = layer.Input.AsSpan(one.FirstInput, one.Weights.Length).ToArray();
        NeuronTrace[] fed = [.. (next?.Neurons ?? []).Where(other => neuron >= other.FirstInput && neuron < other.FirstInput + other.Weights.Length)];
        float[] weights = [.. fed.Select(other => other.Weights[neuron - other.FirstInput])];
        float[] deltas = [.. fed.Select(other => other.Delta)];
        return new NeuronSums(
            inputs,
            Products(one.Weights, inputs),
            ((layer.Layer as Dense)?.Activation ?? Activation.Identity).Slope(one.Preactivation),
            layer.OutputDelta.Length > 0 ? layer.OutputDelta[neuron] : null,
            [.. fed.Select(other => other.Index)],
            weights,
            deltas,
            Products(weights, deltas));
    }

    private static float[] Products(float[] a, float[] b)
    {
        var products = new float[a.Length];
        for (var i = 0; i < products.Length; i++)
        {
            products[i] = a[i] * b[i];
        }

        return products;
    }
}
