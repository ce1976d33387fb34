using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Optimizers;

namespace Feedforward.Tests.Optimizers;

/// <summary>What every optimizer must fulfil.</summary>
public sealed class OptimizerTests
{
    public static TheoryData<string> Names { get; } = [.. Optimizer.All.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_found_by_its_name(string name)
    {
        Assert.Same(Optimizer.All.Single(o => o.Name == name), Optimizer.Named(name.ToUpperInvariant()));
        Assert.True(Optimizer.Named(name).DefaultLearningRate is > 0 and < 1);
    }

    [Theory]
    [InlineData("sgd", 0.1)]
    [InlineData("momentum", 0.01)]
    [InlineData("nesterov", 0.01)]
    [InlineData("rmsprop", 0.001)]
    [InlineData("adam", 0.001)]
    [InlineData("adamw", 0.001)]
    public void Each_rule_says_its_own_learning_rate(string name, double rate) =>
        Assert.Equal(rate, Optimizer.Named(name).DefaultLearningRate);

    [Fact]
    public void A_state_or_gradient_of_another_length_or_rule_is_refused()
    {
        var network = Network.Create(2, 1, new Dense(1));
        var adam = Optimizer.Adam();
        var state = new OptimizerState(network, adam);
        Assert.Throws<ArgumentException>(() => adam.Step(new float[3], new float[2], state, 0.1));
        Assert.Throws<ArgumentException>(() => adam.Step(new float[4], new float[4], state, 0.1));
        Assert.Throws<ArgumentException>(() => Optimizer.Momentum().Step(new float[3], new float[3], state, 0.1));
        Assert.Equal(0, state.Step);
    }

    /// <summary>The averages of a weight whose gradient has become zero reach zero and never a subnormal number.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Memory_decays_to_zero_and_not_to_subnormal_numbers(string name)
    {
        var network = Network.Create(20, 1, new Dense(1));
        var optimizer = Optimizer.Named(name);
        var state = new OptimizerState(network, optimizer);
        var θ = network.Parameters.ToArray();
        var g = new float[θ.Length];
        Array.Fill(g, 1e-17f);
        optimizer.Step(θ, g, state, 1e-3);
        Array.Clear(g);
        for (var step = 0; step < 3000; step++)
        {
            optimizer.Step(θ, g, state, 1e-3);
            Assert.DoesNotContain(state.First, float.IsSubnormal);
            Assert.DoesNotContain(state.Second, float.IsSubnormal);
        }

        Assert.All(state.First, m => Assert.Equal(0, m));
        Assert.All(θ, w => Assert.True(float.IsFinite(w)));
    }

    /// <summary>The step of a training: the gradient is looked at on the way, and what is not finite moves nothing.</summary>
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_gradient_that_is_not_finite_is_reported_and_moves_nothing(float broken)
    {
        var network = Network.Create(20, 1, new Dense(3));
        var state = new OptimizerState(network, Optimizer.Adam());
        var θ = network.Parameters.ToArray();
        var g = new float[θ.Length];
        Array.Fill(g, 1);
        g[37] = broken;
        Assert.False(Optimizer.Adam().Step(θ, g, state, 0.1, onlyFinite: true, threads: 2));
        Assert.Equal(network.Parameters[..60], θ.AsSpan(0, 60));
        Assert.DoesNotContain(θ, w => !float.IsFinite(w));
        g[37] = 1;
        Assert.True(Optimizer.Adam().Step(θ, g, state, 0.1, onlyFinite: true, threads: 2));
        Assert.NotEqual(network.Parameters[0], θ[0]);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names()
    {
        var error = Assert.Throws<ArgumentException>(() => Optimizer.Named("adams"));
        Assert.Contains("rmsprop", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_length_gives_the_bits_of_one_parameter_after_another(string name)
    {
        var optimizer = Optimizer.Named(name);
        for (var length = 1; length <= 70; length++)
        {
            Numbers.SameBits(OneByOne(optimizer, length), Together(optimizer, length, threads: 1), $"{name}, {length} parameters");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_gives_the_same_bits(string name)
    {
        var optimizer = Optimizer.Named(name);
        var expected = Together(optimizer, 70_003, threads: 1);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            Numbers.SameBits(expected, Together(optimizer, 70_003, threads), $"{name} with {threads} threads");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Remembers_as_much_as_it_says_and_counts_its_steps(string name)
    {
        var optimizer = Optimizer.Named(name);
        var network = Weights(5);
        var state = new OptimizerState(network, optimizer);
        Assert.Equal(optimizer.Memory > 0 ? 5 : 0, state.First.Length);
        Assert.Equal(optimizer.Memory > 1 ? 5 : 0, state.Second.Length);
        Assert.All([.. state.First, .. state.Second], m => Assert.Equal(0, m));

        var θ = network.Parameters.ToArray();
        optimizer.Step(θ, [1, 2, 3, 4, 5], state, 0.1);
        optimizer.Step(θ, [1, 2, 3, 4, 5], state, 0.1);

        Assert.Equal(2, state.Step);
        Assert.All([.. state.First, .. state.Second], m => Assert.NotEqual(0, m));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_the_lowest_point_of_a_quadratic(string name)
    {
        var optimizer = name == "adamw" ? Optimizer.AdamW(0) : Optimizer.Named(name);
        float[] target = [3, -2, 0.5f], curvature = [1, 0.3f, 2];
        var state = new OptimizerState(Weights(3), optimizer);
        var θ = new float[3];
        var g = new float[3];
        for (var step = 1; step <= 3000; step++)
        {
            for (var i = 0; i < 3; i++)
            {
                g[i] = curvature[i] * (θ[i] - target[i]);
            }

            optimizer.Step(θ, g, state, name is "sgd" or "momentum" or "nesterov" ? 0.05 : 0.05 * Math.Pow(0.998, step));
        }

        Assert.Equal(target, θ, (a, b) => Math.Abs(a - b) < 1e-3);
    }

    /// <summary>The formulas of PyTorch's documentation, in double precision, with its names.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_are_those_of_the_formula(string name)
    {
        const double Lr = 0.1;
        var optimizer = Optimizer.Named(name);
        var state = new OptimizerState(Weights(1), optimizer);
        float[] θ = [1.5f];
        double p = 1.5, buffer = 0, average = 0, square = 0;
        for (var t = 1; t <= 20; t++)
        {
            var gradient = (float)(2.5 / t) - (0.4f * (t % 3));
            double g = gradient;
            optimizer.Step(θ, [gradient], state, Lr);
            switch (name)
            {
                case "sgd":
                    p -= Lr * g;
                    break;
                case "momentum":
                    buffer = (0.9 * buffer) + g;
                    p -= Lr * buffer;
                    break;
                case "nesterov":
                    buffer = (0.9 * buffer) + g;
                    p -= Lr * (g + (0.9 * buffer));
                    break;
                case "rmsprop":
                    square = (0.99 * square) + (0.01 * g * g);
                    p -= Lr * g / (Math.Sqrt(square) + 1e-8);
                    break;
                case "adam" or "adamw":
                    p -= name == "adamw" ? Lr * 0.01 * p : 0;
                    average = (0.9 * average) + (0.1 * g);
                    square = (0.999 * square) + (0.001 * g * g);
                    var corrected = average / (1 - Math.Pow(0.9, t));
                    p -= Lr * corrected / (Math.Sqrt(square / (1 - Math.Pow(0.999, t))) + 1e-8);
                    break;
                default:
                    Assert.Fail($"{name} has no reference here.");
                    break;
            }

            Numbers.Close(p, θ[0], 2e-5, what: $"{name} after step {t}");
        }
    }

    [Fact]
    public void AdamW_decays_weights_but_no_biases_and_scales()
    {
        var network = Network.Create(3, 1, new Dense(2), new BatchNormalization(), new LayerNormalization(), new Residual(new Dense(2)), new Dense(1));
        var optimizer = Optimizer.AdamW(weightDecay: 0.5f);
        var θ = Enumerable.Repeat(1f, network.ParameterCount).ToArray();

        optimizer.Step(θ, new float[θ.Length], new OptimizerState(network, optimizer), rate: 0.2);

        foreach (var block in network.Blocks)
        {
            Assert.All(θ[block.Offset..(block.Offset + block.Count)], v => Assert.Equal(block.Kind == ParameterKind.Weight ? 0.9f : 1, v));
        }
    }

    [Fact]
    public void Constants_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Momentum(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Nesterov(-0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.RmsProp(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.RmsProp(epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Adam(beta2: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.Adam(epsilon: -1e-8f));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.AdamW(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Optimizer.AdamW(epsilon: 0));
    }

    private static Network Weights(int count) => Network.Create(count, 0, new Dense(1, null, Initializer.Zeros, bias: false));

    private static float[] Together(Optimizer optimizer, int length, int threads)
    {
        var state = new OptimizerState(Weights(length), optimizer);
        var θ = Numbers.Normal(1, length, 1).Span.ToArray();
        for (ulong step = 1; step <= 3; step++)
        {
            optimizer.Step(θ, Numbers.Normal(1, length, step + 1).Span, state, 0.1, threads);
        }

        return [.. θ, .. state.First, .. state.Second];
    }

    private static float[] OneByOne(Optimizer optimizer, int length)
    {
        var θ = Numbers.Normal(1, length, 1).Span.ToArray();
        var first = new float[optimizer.Memory > 0 ? length : 0];
        var second = new float[optimizer.Memory > 1 ? length : 0];
        for (var i = 0; i < length; i++)
        {
            var state = new OptimizerState(Weights(1), optimizer);
            for (ulong step = 1; step <= 3; step++)
            {
                optimizer.Step(θ.AsSpan(i, 1), Numbers.Normal(1, length, step + 1).Span.Slice(i, 1), state, 0.1);
            }

            state.First.CopyTo(first.AsSpan(optimizer.Memory > 0 ? i : 0));
            state.Second.CopyTo(second.AsSpan(optimizer.Memory > 1 ? i : 0));
        }

        return [.. θ, .. first, .. second];
    }
}
