using Feedforward.Randomness;

namespace Feedforward.Initializers;

/// <summary>All weights 0: right for a single layer with a convex risk, such as logistic regression.</summary>
internal sealed class Zeros() : Initializer("zeros")
{
    public override void Fill(Span<float> weights, int inputs, int outputs, RandomStream random) => weights.Clear();
}
