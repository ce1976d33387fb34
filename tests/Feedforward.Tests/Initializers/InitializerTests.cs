using Feedforward.Activations;
using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Randomness;

namespace Feedforward.Tests.Initializers;

public sealed class InitializerTests
{
    private const int Inputs = 400;
    private const int Outputs = 150;

    public static TheoryData<string, double> Variances { get; } = new()
    {
        { "glorot", 2.0 / (Inputs + Outputs) },
        { "he", 2.0 / Inputs },
        { "lecun", 1.0 / Inputs },
        { "zeros", 0 },
    };

    [Fact]
    public void Every_initializer_has_its_variance() =>
        Assert.Equal(Initializer.All.Select(i => i.Name), Variances.Select(v => v.Data.Item1));

    /// <summary>Mean and variance of n numbers lie within five of their standard deviations.</summary>
    [Theory]
    [MemberData(nameof(Variances))]
    public void Moments_are_those_of_the_paper(string name, double variance)
    {
        var w = Weights(name, 3);
        var n = w.Length;
        var mean = w.Average(v => (double)v);
        var measured = w.Average(v => (double)v * v);
        Assert.InRange(mean, -5 * Math.Sqrt(variance / n), 5 * Math.Sqrt(variance / n));
        Assert.InRange(measured - variance, -5 * variance * Math.Sqrt(2.0 / n), 5 * variance * Math.Sqrt(2.0 / n));
    }

    /// <summary>Fourth moment over squared second: 9/5 for a uniform distribution, 3 for a normal one.</summary>
    [Theory]
    [InlineData("glorot", 1.8)]
    [InlineData("he", 3.0)]
    [InlineData("lecun", 3.0)]
    public void The_distribution_is_that_of_the_paper(string name, double kurtosis)
    {
        var w = Weights(name, 4);
        var square = w.Average(v => (double)v * v);
        Assert.Equal(kurtosis, w.Average(v => Math.Pow(v, 4)) / (square * square), 0.15);
    }

    [Fact]
    public void Glorot_stays_within_its_ends()
    {
        var end = Math.Sqrt(6.0 / (Inputs + Outputs));
        var w = Weights("glorot", 5);
        Assert.InRange(w.Max(), 0.999 * end, end + 1e-7);
        Assert.InRange(w.Min(), -end - 1e-7, -0.999 * end);
    }

    [Theory]
    [InlineData("glorot")]
    [InlineData("he")]
    [InlineData("lecun")]
    public void The_seed_decides(string name)
    {
        Assert.Equal(Weights(name, 1), Weights(name, 1));
        Assert.NotEqual(Weights(name, 1), Weights(name, 2));
    }

    [Fact]
    public void Each_activation_has_its_usual_one_and_biases_begin_at_0()
    {
        Assert.Same(Initializer.He, Initializer.For(Activation.Relu));
        Assert.Same(Initializer.LeCun, Initializer.For(Activation.Selu));
        Assert.Same(Initializer.Glorot, Initializer.For(Activation.Tanh));
        Assert.Same(Initializer.Glorot, Initializer.For(Activation.Identity));

        var network = Network.Create(3, 1, new Dense(4, Activation.Relu));
        Assert.All(network.Parameters[12..].ToArray(), b => Assert.Equal(0, b));
        Assert.All(network.Parameters[..12].ToArray(), w => Assert.NotEqual(0, w));
    }

    [Fact]
    public void Names_are_looked_up()
    {
        Assert.All(Initializer.All, i => Assert.Same(i, Initializer.Named(i.Name.ToUpperInvariant())));
        Assert.Contains("lecun", Assert.Throws<ArgumentException>(() => Initializer.Named("xavier")).Message, StringComparison.Ordinal);
    }

    private static float[] Weights(string name, ulong seed)
    {
        var w = new float[Inputs * Outputs];
        Initializer.Named(name).Fill(w, Inputs, Outputs, new RandomStream(seed, RandomPurpose.Initialization));
        return w;
    }
}
