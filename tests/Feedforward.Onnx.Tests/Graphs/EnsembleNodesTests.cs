using Feedforward.Layers;
using Feedforward.Losses;

namespace Feedforward.Onnx.Tests.Graphs;

public sealed class EnsembleNodesTests
{
    /// <summary>Member m of an ensemble is the dense layer with its part of the weights.</summary>
    [Theory]
    [InlineData(1, 4, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 4, 1)]
    [InlineData(5, 7, 3)]
    public void EachMemberIsADenseLayerOfItsOwn(int members, int features, int units)
    {
        var network = SampleLayers.Scrambled(Network.Create(members * features, 3, new EnsembleDense(members, units)));
        var x = SampleLayers.Examples(11, members * features);
        using var stream = new MemoryStream();
        ModelFile.Save(network, Loss.SquaredError, stream);
        using var run = new OnnxRun(stream.ToArray());
        var theirs = run.With("x", x.Span.ToArray(), x.Columns).Floats("prediction");
        var ours = network.Forward(x);
        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < members * units; j++)
            {
                var sum = (double)network.Parameters[(members * features * units) + j];
                for (var d = j / units * features; d < ((j / units) + 1) * features; d++)
                {
                    sum += x[i, d] * network.Parameters[(d * units) + (j % units)];
                }

                Assert.Equal(sum, theirs[(i * members * units) + j], 1e-5);
                Assert.Equal(sum, ours[i, j], 1e-5);
            }
        }
    }
}
