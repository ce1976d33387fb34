using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Graphs;

/// <summary>The graph of a model of a table: raw columns, features, network, link, prediction.</summary>
internal static class TableGraph
{
    /// <summary>Builds it. A column that gives no feature is no input.</summary>
    public static GraphProto Of(TabularModel model)
    {
        var graph = new GraphBuilder("table", PredictionNodes.Names);
        var features = model.Preprocessing.Encoders
            .Where(encoder => encoder.Width > 0)
            .Select(encoder => FeatureNodes.Add(graph, encoder))
            .ToList();
        graph.Scope = "/features";
        var outputs = LayerNodes.Add(graph, model.Network, graph.SideBySide(features));
        var width = model.Network.Outputs / model.Members;
        var predicted = EnsembleNodes.Mean(graph, outputs, model.Members, width, z => LinkNodes.Add(graph, model.Loss, z, width));
        if (model.Task == LearningTask.Regression)
        {
            AddRegression(graph, predicted, width, model.TargetScale);
        }
        else
        {
            PredictionNodes.AddClasses(graph, predicted, model.Classes, width == 1, model.Calibration?.Temperature ?? 1);
        }

        return graph.Graph;
    }

    /// <summary>A network that gives the variance too has it in the second column.</summary>
    private static void AddRegression(GraphBuilder graph, string predicted, int width, TargetScale scale)
    {
        graph.Scope = "/target";
        var mean = width == 1 ? predicted : graph.Columns(predicted, 0);
        PredictionNodes.AddNumbers(graph, PredictionNodes.Prediction, Decoded(graph, mean, scale), 1);
        if (width > 1)
        {
            var deviation = graph.Node("Sqrt", [graph.Columns(predicted, 1)]);
            PredictionNodes.AddNumbers(
                graph, PredictionNodes.Deviation, graph.Multiply(deviation, graph.Scalar(scale.Deviation)), 1);
        }
    }

    /// <summary>From the standardised target to its own unit, y · deviation + mean, and into the range where there is one.</summary>
    private static string Decoded(GraphBuilder graph, string y, TargetScale scale)
    {
        var value = scale is { Mean: 0, Deviation: 1 }
            ? y
            : graph.Add(graph.Multiply(y, graph.Scalar(scale.Deviation)), graph.Scalar(scale.Mean));
        return scale.IsBounded ? graph.Node("Clip", [value, graph.Scalar(scale.Minimum), graph.Scalar(scale.Maximum)]) : value;
    }
}
