using Feedforward.Randomness;

namespace Feedforward.Initializers;

/// <summary>Normal with variance 2/inputs, for units that pass half of their inputs. He, Zhang, Ren, Sun, ICCV 2015, equation 10.</summary>
internal sealed class HeNormal() : Initializer("he")
{
    public override void Fill(Span<float> weights, int inputs, int outputs, RandomStream random) =>
        FillNormal(weights, Math.Sqrt(2.0 / inputs), random);
}
