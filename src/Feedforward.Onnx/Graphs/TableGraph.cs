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
        var predicted = LinkNodes.Add(graph, model.Loss, outputs, model.Network.Outputs);
        if (model.Task == LearningTask.Regression)
        {
            AddRegression(graph, predicted, model);
        }
        else
        {
            PredictionNodes.AddClasses(graph, predicted, model.Classes, model.Network.Outputs == 1, model.Calibration?.Temperature ?? 1);
        }

        return graph.Graph;
    }

    /// <summary>A network that gives the variance too has it in the second column.</summary>
    private static void AddRegression(GraphBuilder graph, string predicted, TabularModel model)
    {
        graph.Scope = "/target";
        if (model.Network.Outputs == 1)
        {
            PredictionNodes.AddNumbers(graph, PredictionNodes.Prediction, Unscaled(graph, predicted, model.TargetScale), 1);
            return;
        }

        var mean = graph.Columns(predicted, 0);
        PredictionNodes.AddNumbers(graph, PredictionNodes.Prediction, Unscaled(graph, mean, model.TargetScale), 1);
        var deviation = graph.Node("Sqrt", [graph.Columns(predicted, 1)]);
        PredictionNodes.AddNumbers(
            graph, PredictionNodes.Deviation, graph.Multiply(deviation, graph.Scalar(model.TargetScale.Deviation)), 1);
    }

    /// <summary>From the standardised target to its own unit: y · deviation + mean</summary>
    private static string Unscaled(GraphBuilder graph, string y, TargetScale scale)
    {
        if (scale == TargetScale.None)
        {
            return y;
        }

        return graph.Add(graph.Multiply(y, graph.Scalar(scale.Deviation)), graph.Scalar(scale.Mean));
    }
}
