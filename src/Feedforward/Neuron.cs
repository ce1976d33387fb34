using Feedforward.Activations;

namespace Feedforward;

/// <summary>The neuron φ(x) = σ(wᵀx + b): the unit every network is made of. McCulloch and Pitts, Bulletin of Mathematical Biophysics 5, 1943.</summary>
/// <param name="Weights">w, one number per input.</param>
/// <param name="Bias">b.</param>
/// <param name="Activation">σ.</param>
public sealed record Neuron(float[] Weights, float Bias, Activation Activation)
{
    /// <summary>a = wᵀx + b: b, then one fused multiply-add per input in ascending order, as the kernels do it.</summary>
    /// <param name="x">The inputs, as many as weights.</param>
    /// <exception cref="ArgumentException">The number of inputs is not that of weights.</exception>
    public float Preactivation(ReadOnlySpan<float> x)
    {
        if (x.Length != Weights.Length)
        {
            throw new ArgumentException($"The neuron has {Weights.Length} weights; {x.Length} inputs were given.", nameof(x));
        }

        var a = Bias;
        for (var i = 0; i < x.Length; i++)
        {
            a = MathF.FusedMultiplyAdd(x[i], Weights[i], a);
        }

        return a;
    }

    /// <summary>φ(x) = σ(wᵀx + b).</summary>
    /// <param name="x">The inputs, as many as weights.</param>
    /// <exception cref="ArgumentException">The number of inputs is not that of weights.</exception>
    public float Output(ReadOnlySpan<float> x) => Activation.Value(Preactivation(x));
}
