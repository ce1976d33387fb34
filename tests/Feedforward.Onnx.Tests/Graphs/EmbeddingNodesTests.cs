using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;

namespace Feedforward.Onnx.Tests.Graphs;

/// <summary>Embeddings of numbers that no preprocessing has tamed.</summary>
public sealed class EmbeddingNodesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WhatIsNoCategoryTakesRowZero(int members)
    {
        float[] x =
        [
            0, 1, 2, 3, 4, 5, -1, -0f, 0.99f, 1.99f, 3.999f, 1e9f, -1e9f, 3e38f, float.NaN, float.PositiveInfinity, float.NegativeInfinity,
            float.Epsilon,
        ];
        float[] rows = [0, 1, 2, 3, 0, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0];
        var network = SampleLayers.Scrambled(Network.Create(1, 3, new CategoryEmbedding(4, 2, members)));
        var theirs = Run(network, x);
        Assert.Equal(network.Forward(new Matrix<float>(x, x.Length, 1)).Span.ToArray(), theirs);
        Assert.Equal(rows.SelectMany(row => network.Parameters.Slice((int)row * 2 * members, 2 * members).ToArray()), theirs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WavesOfLargeNumbersAreTheSame(int members)
    {
        float[] x = [0, 1, -1, 0.5f, 1e-30f, 1e4f, -123456.7f, 3e6f, 1e9f, -7e9f];
        var network = SampleLayers.Scrambled(Network.Create(2, 3, new PeriodicEmbedding(members, 6, 3)));
        var ours = network.Forward(new Matrix<float>(x, x.Length / 2, 2)).Span.ToArray();
        var theirs = Run(network, x);
        Assert.Equal(ours.Length, theirs.Length);
        Assert.All(ours.Zip(theirs), pair => Assert.Equal(pair.First, pair.Second, 5e-6f * MathF.Max(1, MathF.Abs(pair.First))));
    }

    /// <summary>Some runtimes end the whole program on an empty batch of stacked matrices.</summary>
    [Theory]
    [InlineData("embeddings")]
    [InlineData("ensemble")]
    public void NoRowGivesNoRow(string arrangement) =>
        Assert.Empty(Run(SampleLayers.Network(arrangement, Activation.Mish, 5, 1), []));

    private static float[] Run(Network network, float[] x)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(network, Loss.SquaredError, stream);
        using var run = new OnnxRun(stream.ToArray());
        return run.With("x", x, network.Inputs).Floats("prediction");
    }
}
