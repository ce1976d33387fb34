using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Graphs;

public sealed class FeatureNodesTests
{
    /// <summary>The graph repeats each encoder's arithmetic operation by operation, so not a bit may differ.</summary>
    [Fact]
    public void RuntimeMakesTheSameFeaturesBitForBit()
    {
        var sample = new SampleTable(500);
        var table = sample.Table();
        var preprocessing = TablePreprocessing.Fit(
            table, SampleTable.Features, [.. Enumerable.Range(0, SampleTable.TrainingRows)]);
        var ours = preprocessing.Encode(table);

        var graph = new GraphBuilder("g", PredictionNodes.Names);
        var features = preprocessing.Encoders.Select(encoder => FeatureNodes.Add(graph, encoder)).ToList();
        graph.Output("prediction", graph.SideBySide(features), ElementType.Float, preprocessing.Width);
        using var run = new OnnxRun(new ModelProto
        {
            IrVersion = 8,
            OperatorSets = { new OperatorSetProto("", 17), new OperatorSetProto("ai.onnx.ml", 3) },
            Graph = graph.Graph,
        });
        var theirs = sample.Feed(run).Floats("prediction");

        Assert.Equal(ours.Span.Length, theirs.Length);
        for (var i = 0; i < theirs.Length; i++)
        {
            var (row, column) = (i / ours.Columns, i % ours.Columns);
            Assert.True(
                ours.Span[i].Equals(theirs[i]),
                $"row {row}, {preprocessing.FeatureNames[column]}: {ours.Span[i]:R} here, {theirs[i]:R} there");
        }
    }

    [Fact]
    public void AColumnNamedLikeAnOutputIsRenamed()
    {
        var graph = new GraphBuilder("g", PredictionNodes.Names);
        FeatureNodes.Add(graph, new NumberEncoder("label", 0, 1, false));
        FeatureNodes.Add(graph, new NumberEncoder("input.label", 0, 1, false));
        Assert.Equal(["input.label", "input.input.label"], graph.Graph.Inputs.Select(input => input.Name));
    }

    /// <summary>A category that is the empty text cannot also stand for a missing cell.</summary>
    [Fact]
    public void AnEmptyCategoryIsNotTheMissingOne()
    {
        var graph = new GraphBuilder("g", "y");
        var encoder = new CategoryEncoder("c", ["", "a"], MissingCategory: true, Numeric: false);
        graph.Output("y", FeatureNodes.Add(graph, encoder), ElementType.Float, 3);
        using var run = new OnnxRun(new ModelProto
        {
            IrVersion = 8,
            OperatorSets = { new OperatorSetProto("", 17), new OperatorSetProto("ai.onnx.ml", 3) },
            Graph = graph.Graph,
        });
        Assert.Equal([1, 0, 0, 0, 0, 1], run.With("c", ["", "(missing)"]).Floats("y"));
        Assert.Contains("(missing)", graph.Graph.Inputs[0].Documentation, StringComparison.Ordinal);
    }
}
