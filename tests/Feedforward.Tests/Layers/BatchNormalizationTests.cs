using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tests.Layers;

/// <summary>The expected numbers come from numpy, by the formulas of PyTorch's documentation of BatchNorm1d.</summary>
public sealed class BatchNormalizationTests
{
    private static readonly Matrix<double> s_x = Matrix.From(new[,] { { 1, 2, -1 }, { 0.5, -1, 3 }, { -2, 0.25, 4 }, { 3, 1, -2.5 } });

    private static readonly Matrix<double> s_delta =
        Matrix.From(new[,] { { 0.3, -0.2, 0.5 }, { 1, 0.4, -0.6 }, { -0.7, 0.1, 0.2 }, { 0.25, -1, 0.8 } });

    private static readonly Network s_network = Network.Create(3, 0, new BatchNormalization());

    private static readonly float[] s_parameters = [1.5f, -0.5f, 2, 0.1f, 0.2f, -0.3f];

    [Fact]
    public void Begins_as_the_identity_over_running_statistics()
    {
        Assert.Equal([1, 1, 1, 0, 0, 0], s_network.Parameters.ToArray());
        Assert.Equal([0, 0, 0, 1, 1, 1], s_network.State.ToArray());
        Assert.Equal(["0.scale", "0.bias"], s_network.Blocks.Select(b => b.Name));
        Assert.Equal([ParameterKind.Scale, ParameterKind.Bias], s_network.Blocks.Select(b => b.Kind));
    }

    [Fact]
    public void Training_normalises_by_the_batch_and_moves_the_running_statistics()
    {
        var workspace = new Workspace<double>(s_network.With(s_parameters, s_network.State), 4);
        workspace.Settings.IsTraining = true;

        var h = workspace.Forward(s_x);

        Near(
            [
                0.415837585, -0.456336931, -1.68823349, -0.00527919499, 0.913409707, 1.27333129,
                -2.11086309, 0.342681941, 2.01372248, 2.1003047, 0.000245281914, -2.79882028
            ],
            h.Span);
        Near([0.0625, 0.05625, 0.0875, 1.32291667, 1.05989583, 1.87291667], workspace.State);
    }

    [Fact]
    public void Training_sends_the_gradient_through_the_statistics()
    {
        var workspace = new Workspace<double>(s_network.With(s_parameters, s_network.State), 4);
        workspace.Settings.IsTraining = true;
        workspace.Forward(s_x);
        s_delta.Span.CopyTo(workspace.OutputDelta.Span);
        var inputDelta = new Matrix<double>(4, 3);

        workspace.Backward(inputDelta);

        Near([1.35810162, -1.26130836, -1.58721362, 0.85, -0.7, 0.9], workspace.Gradient);
        Near(
            [
                0.0134842247, -0.177574698, -0.000316804555, 0.683329332, -0.0571116705, -0.379708434,
                -0.347059641, -0.0844754881, 0.321364192, -0.349753916, 0.319161857, 0.0586610473
            ],
            inputDelta.Span);
    }

    [Fact]
    public void Prediction_uses_the_running_statistics_and_leaves_them()
    {
        var workspace = new Workspace<double>(s_network.With(s_parameters, [0.5f, -0.25f, 1, 4, 0.25f, 2]), 4);
        var h = workspace.Forward(s_x);
        s_delta.Span.CopyTo(workspace.OutputDelta.Span);
        var inputDelta = new Matrix<double>(4, 3);
        workspace.Backward(inputDelta);

        Near(
            [
                0.474999531, -2.049955, -3.12842005, 0.1, 0.949985, 2.52842005,
                -1.77499766, -0.29999, 3.94263008, 1.97499766, -1.049975, -5.24973509
            ],
            h.Span);
        Near(
            [
                0.224999719, 0.199996, 0.707105013, 0.749999063, -0.399992, -0.848526016,
                -0.524999344, -0.0999980001, 0.282842005, 0.187499766, 0.999980001, 1.13136802
            ],
            inputDelta.Span);
        Near([0.5, -0.25, 1, 4, 0.25, 2], workspace.State);
    }

    /// <summary>The variance of one example is 0, but it says nothing about the data.</summary>
    [Fact]
    public void A_batch_of_one_example_leaves_the_running_variance()
    {
        var workspace = new Workspace<double>(s_network, 1);
        workspace.Settings.IsTraining = true;
        workspace.Forward(s_x.Slice(0, 1));
        Near([0.1, 0.2, -0.1, 1, 1, 1], workspace.State);
    }

    [Fact]
    public void The_backward_pass_leaves_the_output_to_look_at()
    {
        var network = Network.Create(3, 1, new Dense(2), new BatchNormalization(), new Dense(1));
        var trace = Trace.Of(network, [1, 2, 3], [0.5f], Loss.SquaredError, TestContext.Current.CancellationToken);

        Assert.Equal(network.Forward(new([1, 2, 3], 1, 3))[0, 0], trace.Output[0]);
        Assert.Equal(trace.Layers[1].Output, trace.Layers[2].Input);
        Assert.Equal(trace.Output[0], trace.Layers[2].Neurons[0].Output);
        Assert.Equal(trace.Layers[0].Output[1] / Math.Sqrt(1 + 1e-5), trace.Layers[1].Output[1], 1e-6);
    }

    [Fact]
    public void Its_state_is_kept_with_the_trained_network()
    {
        var network = Network.Create(2, 0, new BatchNormalization(momentum: 1), new Dense(1));
        var data = new Dataset(new float[,] { { 1, 10 }, { 3, 30 } }, 0, 1);
        var trained = network.Fit(data, new() { Loss = Loss.SquaredError, Epochs = 1, BatchSize = 2 }, null, TestContext.Current.CancellationToken).Network;

        Assert.Equal([2, 20, 2, 200], trained.State.ToArray());
        Assert.Equal([0, 0, 1, 1], network.State.ToArray());
    }

    [Theory]
    [InlineData(0f, 0.1f)]
    [InlineData(-1f, 0.1f)]
    [InlineData(1e-5f, 0f)]
    [InlineData(1e-5f, 1.1f)]
    public void Constants_out_of_range_are_refused(float epsilon, float momentum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(epsilon, momentum));

    private static void Near(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // ε and the momentum are 32-bit constants.
            Assert.Equal(expected[i], actual[i], 2e-8);
        }
    }
}
