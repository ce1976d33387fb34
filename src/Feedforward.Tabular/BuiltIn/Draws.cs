using Feedforward.Randomness;

namespace Feedforward.Tabular.BuiltIn;

/// <summary>The numbers of a random stream taken one after another.</summary>
/// <param name="stream">The random numbers.</param>
/// <param name="noise">The factor of normal numbers.</param>
internal struct Draws(RandomStream stream, double noise = 1)
{
    private long _next;

    /// <summary>A number drawn uniformly from [low, high].</summary>
    public double Uniform(double low = 0, double high = 1) => low + ((high - low) * stream.Uniform(_next++));

    /// <summary>A number from the normal distribution with mean 0.</summary>
    public double Normal(double standardDeviation = 1) => noise * standardDeviation * stream.Normal(_next++);

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1.</summary>
    public int Integer(int bound) => stream.Integer(_next++, bound);
}
