using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Graphs;

/// <summary>The graph of a model of a table: raw columns, features, network, link, prediction.</summary>
internal static class TableGraph
{
    /// <summary>The input of a graph that begins behind the preprocessing.</summary>
    public const string Features = "features";

    /// <summary>Builds it. A column that gives no feature is no input.</summary>
    /// <param name="model">The model.</param>
    /// <param name="opset">The version of ONNX's operators.</param>
    /// <param name="withPreprocessing">False for a graph that takes the matrix of features, N×d, instead of the columns.</param>
    /// <exception cref="ModelFileException">A part of the model has no form in ONNX, or none in this opset.</exception>
    public static GraphProto Of(TabularModel model, int opset = Opset.Usual, bool withPreprocessing = true)
    {
        var isInterval = model.Task == LearningTask.Regression && model.Conformal is not null;
        var graph = new GraphBuilder("table", isInterval ? PredictionNodes.NamesWithInterval : PredictionNodes.Names) { Opset = opset };
        var outputs = LayerNodes.Add(graph, model.Network, withPreprocessing ? FromColumns(graph, model) : FromFeatures(graph, model));
        var width = model.Network.Outputs / model.Members;
        var predicted = EnsembleNodes.Mean(graph, outputs, model.Members, width, z => LinkNodes.Add(graph, model.Loss, z, width));
        if (model.Task == LearningTask.Regression)
        {
            AddRegression(graph, predicted, width, model);
        }
        else
        {
            PredictionNodes.AddClasses(graph, predicted, model.Classes, width == 1, model.Calibration?.Temperature ?? 1);
        }

        return graph.Graph;
    }

    private static string FromColumns(GraphBuilder graph, TabularModel model)
    {
        var features = model.Preprocessing.Encoders
            .Where(encoder => encoder.Width > 0)
            .Select(encoder => FeatureNodes.Add(graph, encoder))
            .ToList();
        graph.Scope = "/features";
        return graph.SideBySide(features);
    }

    private static string FromFeatures(GraphBuilder graph, TabularModel model) =>
        graph.Input(Features, ElementType.Float, model.Network.Inputs, "the features as preprocessing makes them, in the order of the metadata's feedforward.features");

    /// <summary>A network that gives the variance too has it in the second column.</summary>
    private static void AddRegression(GraphBuilder graph, string predicted, int width, TabularModel model)
    {
        graph.Scope = "/target";
        var scale = model.TargetScale;
        var mean = Decoded(graph, width == 1 ? predicted : graph.Columns(predicted, 0), scale);
        PredictionNodes.AddNumbers(graph, PredictionNodes.Prediction, mean, 1);
        if (width > 1)
        {
            var deviation = graph.Node("Sqrt", [graph.Columns(predicted, 1)]);
            PredictionNodes.AddNumbers(
                graph, PredictionNodes.Deviation, graph.Multiply(deviation, graph.Scalar(scale.Deviation)), 1);
        }

        if (model.Conformal is { } conformal)
        {
            PredictionNodes.AddInterval(graph, mean, conformal.Threshold);
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
