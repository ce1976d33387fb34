using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>The tensors of the Open Inference Protocol that a model takes and gives: one for each column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">FP32, BYTES, BOOL or INT64.</param>
/// <param name="Width">Its second dimension; the first is the number of rows.</param>
internal sealed record Tensor(string Name, string DataType, int Width)
{
    /// <summary>The outputs' names.</summary>
    public const string Label = "label", Probabilities = "probabilities", Prediction = "prediction", Deviation = "deviation";

    /// <summary>What goes in.</summary>
    public static IEnumerable<Tensor> Inputs(TabularModel model) => model.Schema.Features.Select(feature => new Tensor(
        feature.Name,
        feature.Kind switch
        {
            ColumnKind.Number or ColumnKind.Vector => "FP32",
            ColumnKind.Boolean => "BOOL",
            ColumnKind.Category when feature.Numeric => "FP32",
            _ => "BYTES",
        },
        feature.Width));

    /// <summary>What comes out, as the model file's outputs are called.</summary>
    public static IEnumerable<Tensor> Outputs(TabularModel model)
    {
        if (model.Task != LearningTask.Regression)
        {
            return [new Tensor(Label, "BYTES", 1), new Tensor(Probabilities, "FP32", model.Classes.Count)];
        }

        return model.Loss.Name == Losses.Loss.GaussianLikelihood.Name
            ? [new Tensor(Prediction, "FP32", 1), new Tensor(Deviation, "FP32", 1)]
            : [new Tensor(Prediction, "FP32", 1)];
    }

    /// <summary>Writes name, type and the shape for a number of rows; −1 for any.</summary>
    public void WriteHead(Utf8JsonWriter json, int rows)
    {
        json.WriteString("name", Name);
        json.WriteString("datatype", DataType);
        json.WriteStartArray("shape");
        json.WriteNumberValue(rows);
        json.WriteNumberValue(Width);
        json.WriteEndArray();
    }
}
