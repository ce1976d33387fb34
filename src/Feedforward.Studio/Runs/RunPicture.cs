using System.Globalization;
using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>
/// How a network looks at one moment: weights, biases, what each neuron computes and what the model answers, over the line or plane of the
/// inputs where there is one. Small enough for ten pictures a second.
/// </summary>
internal sealed class RunPicture
{
    /// <summary>A picture is at most this many bytes.</summary>
    internal const int MostBytes = 40_000;

    private const int MapBytes = 12_000;
    private const int Drawn = 64;
    private const int MostOfLayer = 16;
    private const int AcrossPlane = 56;
    private const int AcrossLine = 121;

    private readonly TabularTraining _training;
    private readonly NeuronGraph? _graph;
    private readonly PlaneView? _plane;
    private readonly Matrix<float> _points;
    private readonly NeuronMaps? _maps;
    private readonly int _across;
    private readonly int _most;
    private readonly ColumnRange _range;

    /// <summary>Prepares the pictures of a training.</summary>
    public RunPicture(TabularTraining training, Table table)
    {
        _training = training;
        var network = training.Trainer.Current;
        _graph = NeuronGraph.Of(network);
        _plane = PlaneView.Of(table, training.Schema);
        _most = _graph is null ? 0 : Math.Clamp(Drawn / _graph.Layers.Count, 2, MostOfLayer);
        if (training.Schema.Target!.Task == LearningTask.Regression)
        {
            _range = ColumnRange.Of(table.Select([.. training.Split.Train])[training.Schema.Target.Name]) ?? _range;
        }

        if (_plane is null)
        {
            return;
        }

        _points = training.Preprocessing.Encode(_plane.Grid(_plane.Columns.Count == 2 ? AcrossPlane : AcrossLine));
        if (_graph is not null)
        {
            var neurons = _graph.Layers.Sum(layer => Math.Min(_most, layer.Units));
            _across = _plane.Columns.Count == 2 ? Math.Clamp((int)Math.Sqrt(MapBytes / neurons), 6, 30) : 41;
            _maps = new NeuronMaps(network, _graph, training.Preprocessing.Encode(_plane.Grid(_across)));
        }
    }

    /// <summary>The neurons, or null where the network is not made of them alone.</summary>
    public NeuronGraph? Graph => _graph;

    /// <summary>The line or plane of the inputs, or null where there are more than two columns or others than numbers.</summary>
    public PlaneView? Plane => _plane;

    /// <summary>Writes the fields.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_graph is not null)
        {
            Layers(json, _graph);
        }

        if (_plane is not null)
        {
            json.WriteNumber("across", _across);
            json.Write("window", _plane.Window);
            Output(json, _plane);
        }
    }

    private void Layers(Utf8JsonWriter json, NeuronGraph graph)
    {
        var trainer = _training.Trainer;
        var maps = new List<(float Largest, sbyte[] Bytes)>[graph.Layers.Count];
        _maps?.Compute(trainer.Workspace.Parameters, trainer.Workspace.State, _most, (layer, _, largest, bytes) => (maps[layer] ??= []).Add((largest, bytes)));
        json.WriteStartArray("layers");
        for (var i = 0; i < graph.Layers.Count; i++)
        {
            var layer = graph.Layers[i];
            var pass = trainer.Workspace.Layers[layer.Dense];
            var weights = pass.Parameters(0);
            json.WriteStartObject();
            json.WriteString("activation", layer.Activation.Name);
            json.WriteNumber("inputs", layer.Inputs);
            json.WriteNumber("units", layer.Units);
            json.WriteStartArray("weights");
            for (var to = 0; to < Math.Min(_most, layer.Units); to++)
            {
                json.WriteStartArray();
                for (var from = 0; from < Math.Min(_most, layer.Inputs); from++)
                {
                    Short(json, weights[from, to]);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartArray("biases");
            for (var to = 0; layer.HasBias && to < Math.Min(_most, layer.Units); to++)
            {
                Short(json, pass.Parameters(1)[0, to]);
            }

            json.WriteEndArray();
            if (maps[i] is { } pictures)
            {
                json.WriteStartArray("largest");
                pictures.ForEach(map => Short(json, map.Largest));
                json.WriteEndArray();
                json.WriteStartArray("maps");
                pictures.ForEach(map => json.WriteBase64StringValue(Array.ConvertAll(map.Bytes, value => (byte)(value + 128))));
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Output(Utf8JsonWriter json, PlaneView plane)
    {
        var predictions = _training.ModelSoFar().PredictEncoded(_points);
        json.WriteStartObject("output");
        json.WriteNumber("across", plane.Columns.Count == 2 ? AcrossPlane : AcrossLine);
        if (predictions.Task == LearningTask.Regression)
        {
            json.Number("low", _range.Minimum);
            json.Number("high", _range.Maximum);
        }

        if (plane.Columns.Count == 1)
        {
            json.WriteStartArray("values");
            for (var i = 0; i < predictions.Count; i++)
            {
                Short(json, predictions.Task == LearningTask.Regression ? predictions.Values[i] : predictions.Probabilities[i, predictions.Classes.Count - 1]);
            }

            json.WriteEndArray();
        }
        else
        {
            var map = AnswerMap.Of(predictions, _range);
            if (map.Classes is { } classes)
            {
                json.WriteBase64String("classes", classes);
            }

            json.WriteBase64String("shares", map.Shares);
        }

        json.WriteEndObject();
    }

    /// <summary>Four digits are enough for a drawing.</summary>
    private static void Short(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteRawValue(value.ToString("G4", CultureInfo.InvariantCulture), skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
