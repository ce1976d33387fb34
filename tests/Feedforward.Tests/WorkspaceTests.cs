using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;

namespace Feedforward.Tests;

public sealed class WorkspaceTests
{
    private static readonly Network s_network = Network.Create(
        5, 1, new Dense(40, Activation.Gelu), new BatchNormalization(), new Dense(17, Activation.Relu), new LayerNormalization(), new Dense(2));

    [Fact]
    public void Computes_what_the_network_computes()
    {
        var x = Numbers.Normal(9, 5, 2);
        var workspace = new Workspace<float>(s_network, 20);
        Numbers.SameBits(s_network.Forward(x).Span, workspace.Forward(x).Span);
        Numbers.SameBits(workspace.Output.Span, workspace.Layers[^1].Output.Span);
    }

    [Fact]
    public void Double_precision_agrees_to_the_precision_of_32_bits()
    {
        var x = Numbers.Normal(9, 5, 2);
        var single = new Workspace<float>(s_network, 9).Forward(x);
        var wide = new Workspace<double>(s_network, 9).Forward(Numbers.Widen(x));
        for (var i = 0; i < single.Span.Length; i++)
        {
            Numbers.Close(wide.Span[i], single.Span[i], 2e-6);
        }
    }

    [Fact]
    public void Fewer_rows_after_more_leave_nothing_behind()
    {
        var x = Numbers.Normal(20, 5, 2);
        var used = new Workspace<float>(s_network, 20);
        Gradient(used, x);
        Numbers.SameBits(Gradient(new Workspace<float>(s_network, 3), x.Slice(4, 3)), Gradient(used, x.Slice(4, 3)));
        Assert.Equal(3, used.Output.Rows);
        Assert.Equal(3, used.OutputDelta.Rows);
    }

    [Fact]
    public void Works_on_its_own_copy()
    {
        var workspace = new Workspace<float>(s_network, 1);
        var before = s_network.Parameters.ToArray();
        workspace.Parameters.Fill(0);
        workspace.State.Fill(0);
        Numbers.SameBits(before, s_network.Parameters);
        Assert.NotEqual(0, s_network.State[40]);
    }

    /// <summary>For the risk Σf the derivative of each output with respect to the input is found by differences.</summary>
    [Fact]
    public void The_derivative_with_respect_to_the_input_is_given_where_wanted()
    {
        var workspace = new Workspace<double>(s_network, 4);
        var x = Numbers.Widen(Numbers.Normal(4, 5, 3));
        workspace.Forward(x);
        workspace.OutputDelta.Span.Fill(1);
        var inputDelta = new Matrix<double>(4, 5);
        workspace.Backward(inputDelta);
        for (var i = 0; i < x.Span.Length; i++)
        {
            var value = x.Span[i];
            x.Span[i] = value + 1e-6;
            var above = Sum(workspace.Forward(x));
            x.Span[i] = value - 1e-6;
            var below = Sum(workspace.Forward(x));
            x.Span[i] = value;
            Numbers.Close((above - below) / 2e-6, inputDelta.Span[i], 1e-8);
        }
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(2, 4)]
    public void Shapes_that_do_not_fit_are_refused(int rows, int columns)
    {
        var workspace = new Workspace<float>(s_network, 4);
        var error = Assert.Throws<ArgumentException>(() => workspace.Forward(new Matrix<float>(rows, columns)));
        Assert.Contains($"{rows}×{columns}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Room_for_no_row_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Workspace<float>(s_network, 0));

    private static float[] Gradient(Workspace<float> workspace, Matrix<float> x)
    {
        workspace.Settings.IsTraining = true;
        Loss.SquaredError.Risk<float>(workspace.Forward(x), new Matrix<float>(x.Rows, 2), default, workspace.OutputDelta);
        workspace.Backward();
        return workspace.Gradient.ToArray();
    }

    private static double Sum(Matrix<double> matrix) => matrix.Span.ToArray().Sum();

    [Theory]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    [InlineData(1, 1)]
    public void A_derivative_of_another_shape_than_the_input_is_refused(int rows, int columns)
    {
        var workspace = new Workspace<float>(s_network, 4);
        workspace.Forward(new Matrix<float>(4, 5));
        var error = Assert.Throws<ArgumentException>(() => workspace.Backward(new Matrix<float>(rows, columns)));
        Assert.Contains($"{rows}×{columns}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backward_pass_needs_a_forward_pass_before_it()
    {
        Assert.Throws<InvalidOperationException>(() => new Workspace<float>(s_network, 4).Backward());
        var prediction = new Workspace<float>(s_network, 4).ForPrediction(s_network, 4);
        prediction.Forward(new Matrix<float>(4, 5));
        Assert.Throws<InvalidOperationException>(() => prediction.Backward());
    }
}
