using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;

namespace Feedforward.Tests.Kernels;

/// <summary>What goes over rows with vectors is the plain double-precision computation, at every width around the vectors', and leaves the next row alone.</summary>
public sealed class RowKernelTests
{
    [Fact]
    public void Softmax_and_cross_entropy()
    {
        foreach (var loss in new[] { Loss.SoftmaxCrossEntropy, Loss.SmoothedCrossEntropy(0.2f) })
        {
            for (var classes = 2; classes <= 50; classes++)
            {
                var f = Numbers.Normal(21, classes, (ulong)classes, 3);
                var y = new Matrix<float>(21, 1);
                float[] weights = [.. Enumerable.Range(0, 21).Select(i => 0.5f + (i % 3))];
                for (var i = 0; i < 21; i++)
                {
                    y[i, 0] = i % classes;
                }

                var δ = new Matrix<float>(21, classes);
                var exact = new Matrix<double>(21, classes);
                var risk = loss.Risk<float>(f, y, weights, δ);
                var expected = loss.Risk<double>(Numbers.Widen(f), Numbers.Widen(y), Array.ConvertAll(weights, w => (double)w), exact);
                Numbers.Close(expected, risk, 2e-6);
                Assert.Equal(risk, loss.Risk<float>(f, y, weights, default));
                Near(exact, δ, 1e-6);

                var p = Numbers.Widen(f);
                Softmax.Apply(p);
                Softmax.Apply(f);
                Near(p, f, 1e-6);
            }
        }
    }

    [Fact]
    public void A_target_that_is_no_class_is_refused() => Assert.Throws<ArgumentException>(() =>
        Loss.SoftmaxCrossEntropy.Risk<float>(new(2, 3), new([0, 3], 2, 1), default, default));

    [Fact]
    public void Normalisations()
    {
        foreach (var layer in new Layer[] { new LayerNormalization(), new BatchNormalization() })
        {
            for (var width = 1; width <= 50; width++)
            {
                var network = Network.Create(width, 1, layer);
                var exact = new Workspace<double>(network, 19);
                exact.Settings.IsTraining = true;
                var x = Numbers.Normal(19, width, 1, 2);
                var slopes = Numbers.Normal(19, width, 2);
                var expected = exact.Forward(Numbers.Widen(x));
                Numbers.Widen(slopes).Span.CopyTo(exact.OutputDelta.Span);
                var expectedDelta = new Matrix<double>(19, width);
                exact.Backward(expectedDelta);

                var workspace = new Workspace<float>(network, 19);
                workspace.Settings.IsTraining = true;
                Near(expected, workspace.Forward(x), 1e-4);
                slopes.Span.CopyTo(workspace.OutputDelta.Span);
                var delta = new Matrix<float>(19, width);
                workspace.Backward(delta);

                // Two features of one example may lie close together, and their inverse deviation multiplies every error.
                Near(expectedDelta, delta, 2e-3);
                for (var i = 0; i < workspace.Gradient.Length; i++)
                {
                    Numbers.Close(exact.Gradient[i], workspace.Gradient[i], 1e-3);
                }
            }
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        foreach (var layer in new Layer[] { new LayerNormalization(), new BatchNormalization(), new Dropout(0.3f), new Residual(new Activate(Activation.Tanh)) })
        {
            var network = Network.Create(333, 1, layer);
            float[] expected = [];
            foreach (var threads in new[] { 1, 2, 3, 8 })
            {
                var workspace = new Workspace<float>(network, 200);
                workspace.Settings.IsTraining = true;
                workspace.Settings.Threads = threads;
                var h = workspace.Forward(Numbers.Normal(200, 333, 1)).Span.ToArray();
                Numbers.Normal(200, 333, 2).Span.CopyTo(workspace.OutputDelta.Span);
                var delta = new Matrix<float>(200, 333);
                workspace.Backward(delta);
                float[] all = [.. h, .. delta.Span, .. workspace.Gradient, .. workspace.State];
                expected = threads == 1 ? all : expected;
                Numbers.SameBits(expected, all, $"{layer.Name} with {threads} threads");
            }
        }
    }

    private static void Near(Matrix<double> expected, Matrix<float> actual, double tolerance)
    {
        for (var i = 0; i < expected.Span.Length; i++)
        {
            Numbers.Close(expected.Span[i], actual.Span[i], tolerance, what: $"at {i} of {expected.Columns} columns");
        }
    }
}
