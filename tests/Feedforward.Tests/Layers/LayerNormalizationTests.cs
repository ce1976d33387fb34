using Feedforward.Layers;

namespace Feedforward.Tests.Layers;

/// <summary>The expected numbers come from numpy, by the formulas of PyTorch's documentation of LayerNorm.</summary>
public sealed class LayerNormalizationTests
{
    [Fact]
    public void Values_and_gradients_are_those_of_numpy()
    {
        var network = Network.Create(3, 0, new LayerNormalization()).With([1.5f, -0.5f, 2, 0.1f, 0.2f, -0.3f], []);
        var x = Matrix.From(new[,] { { 1, 2, -1 }, { 0.5, -1, 3 }, { -2, 0.25, 4 }, { 3, 1, -2.5 } });
        var δ = Matrix.From(new[,] { { 0.3, -0.2, 0.5 }, { 1, 0.4, -0.6 }, { -0.7, 0.1, 0.2 }, { 0.25, -1, 0.8 } });
        var workspace = new Workspace<double>(network, 4);
        var inputDelta = new Matrix<double>(4, 3);

        var h = workspace.Forward(x);
        δ.Span.CopyTo(workspace.OutputDelta.Span);
        workspace.Backward(inputDelta);

        Near(
            [
                0.500890574, -0.334520766, -2.97260383, -0.203045207, 0.755582879, 2.32639179,
                -1.56675034, 0.301015172, 2.32639447, 1.74977845, 0.0900147702, -2.93964552
            ],
            h.Span);
        Near([0.930927876, -0.898448104, -2.24928725, 0.85, -0.7, 0.9], workspace.Gradient);
        Near(
            [
                0.0257710276, -0.0171830618, -0.00858796585, 0.821314605, -0.513320107, -0.307994498,
                -0.0752464114, 0.120393517, -0.0451471058, 0.0583626339, -0.0917135893, 0.0333509554
            ],
            inputDelta.Span);
    }

    [Fact]
    public void Begins_with_scale_1_and_bias_0() =>
        Assert.Equal([1, 1, 0, 0], Network.Create(2, 0, new LayerNormalization()).Parameters.ToArray());

    [Fact]
    public void Training_and_prediction_are_the_same()
    {
        var workspace = new Workspace<float>(Network.Create(5, 0, new LayerNormalization()), 3);
        var x = Numbers.Normal(3, 5, 1);
        var predicted = workspace.Forward(x).Span.ToArray();
        workspace.Settings.IsTraining = true;
        Numbers.SameBits(predicted, workspace.Forward(x).Span);
    }

    [Fact]
    public void An_epsilon_of_0_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new LayerNormalization(0));

    private static void Near(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-8);
        }
    }
}
