using Feedforward.Activations;
using Feedforward.Losses;

namespace Feedforward.Onnx.Tests.Graphs;

/// <summary>What ONNX Runtime computes from the file, against what the network itself predicts.</summary>
public sealed class NetworkGraphTests
{
    private const int Inputs = 5;
    private const int Rows = 37;

    public static TheoryData<string, string> LayersAndActivations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var arrangement in SampleLayers.Arrangements)
            {
                foreach (var activation in Activation.All)
                {
                    data.Add(arrangement, activation.Name);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Losses => [.. Loss.All.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(LayersAndActivations))]
    public void RuntimeAgreesOnEveryLayerAndActivation(string arrangement, string activation) =>
        AssertAgrees(SampleLayers.Network(arrangement, Activation.Named(activation), Inputs, 1), Loss.SquaredError);

    [Theory]
    [MemberData(nameof(Losses))]
    public void RuntimeAgreesOnEveryLink(string loss)
    {
        var outputs = loss switch
        {
            "softmax-cross-entropy" => 4,
            "gaussian-likelihood" => 2,
            _ => 1,
        };
        AssertAgrees(SampleLayers.Network("dense", Activation.Tanh, Inputs, outputs), Loss.Named(loss));
    }

    private static void AssertAgrees(Network network, Loss loss)
    {
        var x = SampleLayers.Examples(Rows, Inputs);
        var ours = network.Forward(x);
        loss.Predict(ours);

        using var stream = new MemoryStream();
        ModelFile.Save(network, loss, stream);
        using var run = new OnnxRun(stream.ToArray());
        run.With("x", x.Span.ToArray(), Inputs);
        if (loss.Name == "binary-cross-entropy")
        {
            AssertEqual([.. ours.Span.ToArray().SelectMany(p => (float[])[1 - p, p])], run.Floats("probabilities"));
            Assert.Equal(ours.Span.ToArray().Select(p => p > 0.5f ? "1" : "0"), run.Texts("label"));
        }
        else if (loss.Name == "softmax-cross-entropy")
        {
            AssertEqual(ours.Span.ToArray(), run.Floats("probabilities"));
            Assert.Equal(Enumerable.Range(0, Rows).Select(row => $"{ours.Row(row).IndexOf(ours.Row(row).ToArray().Max())}"), run.Texts("label"));
        }
        else
        {
            AssertEqual(ours.Span.ToArray(), run.Floats("prediction"));
        }
    }

    private static void AssertEqual(float[] ours, float[] theirs)
    {
        Assert.Equal(ours.Length, theirs.Length);
        for (var i = 0; i < ours.Length; i++)
        {
            Assert.Equal(ours[i], theirs[i], 1e-5f * Math.Max(1, Math.Abs(ours[i])));
        }
    }
}
