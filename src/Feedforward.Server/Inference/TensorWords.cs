using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>The words of the Open Inference Protocol: a request's tensors, and the answer's.</summary>
internal sealed class TensorWords : IPredictionWords
{
    private readonly InferenceRequest _request = new();

    public bool IsCsv => false;

    public Problem? Read(ReadOnlyMemory<byte> body, LoadedModel model, RequestRows rows) => _request.Read(body.Span, model, rows);

    public void Answer(Exchange exchange, LoadedModel model, PredictedRows predicted, RequestRows rows, EncodingCounts counts)
    {
        using var text = JsonText.Take();
        var json = text.Json;
        json.WriteStartObject();
        json.WriteString("model_name", model.JsonName);
        if (_request.Id is { } id)
        {
            json.WriteString("id", id);
        }

        json.WriteStartArray("outputs");
        foreach (var tensor in Tensor.Outputs(model.Model))
        {
            if (_request.Outputs is null || _request.Outputs.Contains(tensor.Name))
            {
                json.WriteStartObject();
                tensor.WriteHead(json, predicted.Count);
                json.WriteStartArray("data");
                WriteData(json, tensor.Name, model, predicted);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        exchange.Send(text);
    }

    private static void WriteData(Utf8JsonWriter json, string name, LoadedModel model, PredictedRows rows)
    {
        var all = rows.All!;
        for (var row = rows.Start; row < rows.Start + rows.Count; row++)
        {
            switch (name)
            {
                case Tensor.Label:
                    json.WriteStringValue(all.IsMarked(row) ? string.Empty : model.Model.Classes[all.ClassAt(row)]);
                    break;
                case Tensor.Probabilities:
                    foreach (var probability in all.Probabilities.Row(row))
                    {
                        PredictionJson.WriteNumber(json, probability);
                    }

                    break;
                case Tensor.Prediction:
                    PredictionJson.WriteNumber(json, all.Values[row]);
                    break;
                default:
                    PredictionJson.WriteNumber(json, all.Deviations[row]);
                    break;
            }
        }
    }
}
