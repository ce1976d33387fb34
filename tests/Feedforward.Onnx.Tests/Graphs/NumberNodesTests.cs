using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Graphs;

public sealed class NumberNodesTests
{
    private static readonly float[] Extremes =
        [float.NaN, 0, -0f, 1e-45f, -1e-39f, 1e30f, -1e38f, 2e38f, float.MaxValue, float.MinValue];

    public static TheoryData<NumberScaling, float[]> Columns()
    {
        var random = new Random(4);
        float[][] samples =
        [
            [.. Enumerable.Range(0, 3000).Select(_ => MathF.Sqrt(random.NextSingle()) * 100)],
            [.. Enumerable.Range(0, 40).Select(_ => (float)random.Next(5)), float.NaN],
            [.. Enumerable.Range(0, 100).Select(_ => random.NextSingle()), .. Extremes],
            [0, 0, 0, 0, 0, 0, 0, 1e30f],
            [1, 2],
            [-3e38f, -3e38f],
            [float.NaN, float.NaN],
        ];
        var columns = new TheoryData<NumberScaling, float[]>();
        foreach (var sample in samples)
        {
            columns.Add(NumberScaling.Robust, sample);
            columns.Add(NumberScaling.Quantile, sample);
            columns.Add(NumberScaling.RobustAndQuantile, sample);
        }

        return columns;
    }

    /// <summary>The graph repeats the arithmetic operation by operation, so not a bit may differ, whatever number comes.</summary>
    [Theory]
    [MemberData(nameof(Columns), DisableDiscoveryEnumeration = true)]
    public void RuntimeMakesTheSameFeaturesBitForBit(NumberScaling scaling, float[] sample)
    {
        var table = Table.Of(new NumberColumn("x", sample));
        var preprocessing = TablePreprocessing.Fit(
            table, [new FeatureColumn("x", ColumnKind.Number)], [.. Enumerable.Range(0, sample.Length)], new() { Numbers = scaling });
        float[] cells = [.. sample, .. Extremes, .. sample.Select(x => float.BitIncrement(x / 2))];
        var ours = preprocessing.Encode(Table.Of(new NumberColumn("x", cells))).Span.ToArray();

        var graph = new GraphBuilder("g", "y");
        graph.Output("y", FeatureNodes.Add(graph, preprocessing.Encoders[0]), ElementType.Float, preprocessing.Width);
        using var run = SampleGraphs.Run(graph);
        var theirs = run.With("x", cells).Floats("y");
        Assert.All(theirs, feature => Assert.True(float.IsFinite(feature)));
        Assert.Equal(ours, theirs);
    }
}
