using Feedforward.Randomness;

namespace Feedforward.Initializers;

/// <summary>Normal with variance 1/inputs. LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998, equation 16.</summary>
internal sealed class LeCunNormal() : Initializer("lecun")
{
    public override void Fill(Span<float> weights, int inputs, int outputs, RandomStream random) =>
        FillNormal(weights, Math.Sqrt(1.0 / inputs), random);
}
