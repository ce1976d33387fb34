using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Tests;

public sealed class NetworkTests
{
    private static readonly Network s_network = Network.Create(
        3,
        7,
        new Dense(4, Activation.Relu),
        new BatchNormalization(),
        new Residual(new Dense(5, Activation.Tanh, bias: false), new Residual(new Activate(Activation.Silu)), new Dense(4)),
        new Dropout(0.5f),
        new LayerNormalization(),
        new Dense(2));

    [Fact]
    public void Parameters_lie_layer_after_layer_without_gaps()
    {
        Assert.Equal(
            [
                ("0.weight", ParameterKind.Weight, 0, 3, 4),
                ("0.bias", ParameterKind.Bias, 12, 1, 4),
                ("1.scale", ParameterKind.Scale, 16, 1, 4),
                ("1.bias", ParameterKind.Bias, 20, 1, 4),
                ("2.0.weight", ParameterKind.Weight, 24, 4, 5),
                ("2.2.weight", ParameterKind.Weight, 44, 5, 4),
                ("2.2.bias", ParameterKind.Bias, 64, 1, 4),
                ("4.scale", ParameterKind.Scale, 68, 1, 4),
                ("4.bias", ParameterKind.Bias, 72, 1, 4),
                ("5.weight", ParameterKind.Weight, 76, 4, 2),
                ("5.bias", ParameterKind.Bias, 84, 1, 2),
            ],
            s_network.Blocks.Select(b => (b.Name, b.Kind, b.Offset, b.Rows, b.Columns)));
        Assert.Equal(86, s_network.ParameterCount);
        Assert.Equal(86, s_network.Parameters.Length);
        Assert.Equal(8, s_network.State.Length);
        Assert.Equal((3, 2), (s_network.Inputs, s_network.Outputs));
        Assert.Equal("3-4-2, 86 parameters", s_network.ToString());
    }

    [Fact]
    public void Every_pass_sees_its_own_block_of_parameters()
    {
        var numbers = Enumerable.Range(0, 86).Select(i => (float)i).ToArray();
        var workspace = new Workspace<float>(s_network.With(numbers, s_network.State), 1);
        Assert.Equal(24, workspace.Layers[2].Children[0].Parameters(0)[0, 0]);
        Assert.Equal(64, workspace.Layers[2].Children[2].Parameters(1)[0, 0]);
        Assert.Equal(77, workspace.Layers[5].Parameters(0)[0, 1]);
        Assert.Equal(78, workspace.Layers[5].Parameters(0)[1, 0]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_others()
    {
        Layer[] layers = [new Dense(9), new Dense(9)];
        Numbers.SameBits(Network.Create(9, 1, layers).Parameters, Network.Create(9, 1, layers).Parameters);
        Assert.NotEqual(Network.Create(9, 1, layers).Parameters.ToArray(), Network.Create(9, 2, layers).Parameters.ToArray());

        var parameters = Network.Create(9, 1, layers).Parameters;
        Assert.NotEqual(parameters[..81].ToArray(), parameters.Slice(90, 81).ToArray());
    }

    [Fact]
    public void With_copies_what_it_is_given()
    {
        var parameters = new float[86];
        var state = new float[8];
        var network = s_network.With(parameters, state);
        parameters[0] = state[0] = 1;
        Assert.Equal((0, 0), (network.Parameters[0], network.State[0]));
        Assert.NotEqual(0, s_network.Parameters[0]);
    }

    [Theory]
    [InlineData(85, 8)]
    [InlineData(87, 8)]
    [InlineData(86, 7)]
    public void With_refuses_other_lengths(int parameters, int state)
    {
        var error = Assert.Throws<ArgumentException>(() => s_network.With(new float[parameters], new float[state]));
        Assert.Contains($"{parameters} and {state}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>W is inputs × units: x = (1, 2), W = [[1, 2], [3, 4]], b = (10, 20) give (1·1 + 2·3 + 10, 1·2 + 2·4 + 20).</summary>
    [Fact]
    public void Forward_is_worked_by_hand()
    {
        var network = Network.Create(2, 0, new Dense(2)).With([1, 2, 3, 4, 10, 20], []);
        Assert.Equal([17, 30], network.Forward(new([1, 2], 1, 2)).Span.ToArray());
    }

    /// <summary>x + f(x) with f(x) = 2x.</summary>
    [Fact]
    public void Residual_adds_its_input()
    {
        var network = Network.Create(1, 0, new Residual(new Dense(1, bias: false))).With([2], []);
        Assert.Equal([3, -6], network.Forward(new([1, -2], 2, 1)).Span.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(700)]
    public void Rows_do_not_depend_on_each_other(int rows)
    {
        var network = Network.Create(
            17,
            3,
            new Dense(70, Activation.Gelu),
            new BatchNormalization(),
            new Residual(new Dense(70, Activation.Mish), new LayerNormalization()),
            new Dropout(0.5f),
            new Dense(33, Activation.Selu),
            new Dense(3));
        var x = Numbers.Normal(rows, 17, 5);
        var together = network.Forward(x);
        for (var i = 0; i < rows; i++)
        {
            Numbers.SameBits(network.Forward(x.Slice(i, 1)).Span, together.Row(i), $"row {i} of {rows}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(29)]
    [InlineData(32)]
    [InlineData(97)]
    public void Dense_layers_give_the_bits_of_a_training_pass(int rows)
    {
        var network = Network.Create(130, 4, new Dense(100, Activation.Relu), new Dense(90, Activation.Gelu, bias: false), new Dense(1));
        var x = Numbers.Normal(rows, 130, 6);
        var expected = new Workspace<float>(network, rows).Forward(x);
        for (var call = 0; call < 2; call++)
        {
            Numbers.SameBits(expected.Span, network.Forward(x).Span, $"call {call}");
        }
    }

    [Fact]
    public void No_rows_give_no_rows() => Assert.Equal(0, s_network.Forward(new Matrix<float>(0, 3)).Rows);

    [Theory]
    [InlineData(2, 4, 2, 2)]
    [InlineData(2, 3, 2, 3)]
    [InlineData(2, 3, 1, 2)]
    [InlineData(2, 3, 3, 2)]
    public void Shapes_that_do_not_fit_are_refused(int rows, int columns, int outputRows, int outputColumns)
    {
        var error = Assert.Throws<ArgumentException>(
            () => s_network.Forward(new Matrix<float>(rows, columns), new Matrix<float>(outputRows, outputColumns)));
        Assert.Contains($"{rows}×{columns}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_branch_that_changes_the_width_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Network.Create(3, 0, new Dense(4), new Residual(new Dense(5))));
        Assert.Contains("4 features", error.Message, StringComparison.Ordinal);
        Assert.Contains("gives 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_without_layers_or_inputs_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Network.Create(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Network.Create(0, 0, new Dense(1)));
        Assert.Throws<ArgumentException>(() => new Residual());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0));
    }

    [Fact]
    public void Later_changes_of_the_list_of_layers_change_nothing()
    {
        List<Layer> layers = [new Dense(2)];
        var network = Network.Create(2, 0, layers);
        layers.Add(new Dense(5));
        Assert.Single(network.Layers);
        Assert.Equal(2, network.Forward(new Matrix<float>(1, 2)).Columns);
    }

    [Fact]
    public void What_is_no_layer_or_too_large_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Network.Create(2, 1, (Layer)null!));
        Assert.Throws<ArgumentNullException>(() => new Residual((Layer)null!));
        Assert.Throws<ArgumentNullException>(() => new Activate(null!));
        Assert.Throws<OverflowException>(() => Network.Create(65536, 1, new Dense(65536)));
    }
}
