using Feedforward.Layers;
using Feedforward.Optimizers;

namespace Feedforward.Tests.Optimizers;

/// <summary>
/// Three steps of every rule against the formulas of the papers and of PyTorch's documentation (torch.optim SGD, RMSprop,
/// Adam, AdamW), written out here in double precision.
/// </summary>
public sealed class UpdateRuleTests
{
    private const double α = 0.05;

    [Fact]
    public void Gradient_descent() => Check(Optimizer.GradientDescent(), (θ, g) =>
    {
        for (var t = 0; t < 3; t++)
        {
            θ -= α * g[t];
        }

        return θ;
    });

    [Fact]
    public void Momentum() => Check(Optimizer.Momentum(0.8f), (θ, g) =>
    {
        // b₁ = g₁, b₂ = 0.8g₁ + g₂, b₃ = 0.64g₁ + 0.8g₂ + g₃
        return θ - (α * ((g[0] * (1 + 0.8 + 0.64)) + (g[1] * (1 + 0.8)) + g[2]));
    });

    [Fact]
    public void Nesterov() => Check(Optimizer.Nesterov(0.8f), (θ, g) =>
    {
        double b1 = g[0], b2 = (0.8 * g[0]) + g[1], b3 = (0.64 * g[0]) + (0.8 * g[1]) + g[2];
        return θ - (α * (g[0] + (0.8 * b1) + g[1] + (0.8 * b2) + g[2] + (0.8 * b3)));
    });

    [Fact]
    public void Rms_prop() => Check(Optimizer.RmsProp(0.9f, 1e-3f), (θ, g) =>
    {
        double v = 0;
        for (var t = 0; t < 3; t++)
        {
            v = (0.9 * v) + (0.1 * g[t] * g[t]);
            θ -= α * g[t] / (Math.Sqrt(v) + 1e-3);
        }

        return θ;
    });

    [Fact]
    public void Adam() => Check(Optimizer.Adam(0.9f, 0.99f, 1e-3f), (θ, g) => AdamSteps(θ, g, 0));

    [Fact]
    public void Adam_with_decoupled_decay_of_weights_but_not_of_biases()
    {
        var optimizer = Optimizer.AdamW(0.3f, 0.9f, 0.99f, 1e-3f);
        Check(optimizer, (θ, g) => AdamSteps(θ, g, 0.3), ParameterKind.Weight);
        Check(optimizer, (θ, g) => AdamSteps(θ, g, 0), ParameterKind.Bias);
    }

    /// <summary>Whatever the size of the gradient, the first step is α long (Kingma and Ba 2015, section 2.1).</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1)]
    [InlineData(1e6)]
    public void The_first_step_of_Adam_is_as_long_as_the_rate(double gradient)
    {
        var network = Network.Create(1, 0, new Dense(1, bias: false));
        var optimizer = Optimizer.Adam();
        float[] θ = [1];
        optimizer.Step(θ, [(float)gradient], new OptimizerState(network, optimizer), 0.01);
        Assert.Equal(0.99, θ[0], 1e-6);
    }

    [Fact]
    public void Constants_out_of_range_and_unknown_names_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Momentum(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Adam(beta2: -0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.AdamW(-1));
        Assert.Contains("sgd, momentum", Assert.Throws<ArgumentException>(() => Optimizer.Named("none")).Message, StringComparison.Ordinal);
        Assert.All(Optimizer.All, optimizer => Assert.Same(optimizer, Optimizer.Named(optimizer.Name.ToUpperInvariant())));
    }

    private static double AdamSteps(double θ, double[] g, double λ)
    {
        double m = 0, v = 0;
        for (var t = 1; t <= 3; t++)
        {
            θ -= α * λ * θ;
            m = (0.9 * m) + (0.1 * g[t - 1]);
            v = (0.99 * v) + (0.01 * g[t - 1] * g[t - 1]);
            θ -= α * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.99, t))) + 1e-3);
        }

        return θ;
    }

    /// <summary>45 weights and 9 biases, so that whole vectors and their rests are stepped.</summary>
    private static void Check(Optimizer optimizer, Func<double, double[], double> expected, ParameterKind? only = null)
    {
        var network = Network.Create(5, 3, new Dense(9));
        var θ = network.Parameters.ToArray();
        var state = new OptimizerState(network, optimizer);
        var random = new Random(4);
        var gradients = new float[3][];
        for (var t = 0; t < 3; t++)
        {
            gradients[t] = [.. θ.Select(_ => (float)((random.NextDouble() * 4) - 2))];
            optimizer.Step(θ, gradients[t], state, α);
        }

        Assert.Equal(3, state.Step);
        var compared = 0;
        foreach (var block in network.Blocks.Where(b => only is null || b.Kind == only))
        {
            for (var i = block.Offset; i < block.Offset + block.Count; i++)
            {
                var wanted = expected(network.Parameters[i], [gradients[0][i], gradients[1][i], gradients[2][i]]);
                Assert.Equal(wanted, θ[i], 2e-6);
                compared++;
            }
        }

        Assert.True(compared > 0);
    }
}
