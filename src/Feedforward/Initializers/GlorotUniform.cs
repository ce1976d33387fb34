using Feedforward.Randomness;

namespace Feedforward.Initializers;

/// <summary>Uniform on ±√(6/(inputs + outputs)), which keeps the variance of signals and gradients near tanh's origin. Glorot and Bengio, AISTATS 2010, equation 16.</summary>
internal sealed class GlorotUniform() : Initializer("glorot")
{
    public override void Fill(Span<float> weights, int inputs, int outputs, RandomStream random)
    {
        var end = (float)Math.Sqrt(6.0 / (inputs + outputs));
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = random.Uniform(i, -end, end);
        }
    }
}
