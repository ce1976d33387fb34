using System.Globalization;
using System.Text.Json;
using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Server;
using Feedforward.Tabular;
using Feedforward.Training;

namespace Feedforward.Studio;

/// <summary>One row forward and back through a model, with one neuron's sums written out and its layer as matrices.</summary>
internal static class MicroscopeRoute
{
    /// <summary>A matrix is written as a window of at most so many rows and columns about the neuron.</summary>
    private const int Window = 32;

    /// <summary>The route.</summary>
    public static Route Of(ModelCatalog models) => JsonRoute.Post("/api/microscope", "A row's passes neuron by neuron, with weights that are edited for this request alone.", (parameters, json) =>
    {
        var opened = models.Find(parameters.OptionalText("model"));
        var model = opened.Model;
        if (model.Members > 1)
        {
            throw new ArgumentException($"The microscope follows one network; '{opened.Title}' holds {model.Members} of them side by side, whose predictions are averaged. Train one network, for example with --preset plain.");
        }

        var row = AskedRow.Of(opened, parameters);
        if (!row.TryColumn(model.Target.Name, out _))
        {
            throw new ArgumentException($"'{model.Target.Name}' is needed too: the way back begins at the true value.");
        }

        var edits = new WeightEdits(parameters, model);
        var choice = NeuronChoice.Of(model.Network, parameters);
        var trace = Follow(edits.Model, row, choice.Checked(model.Network));
        json.WriteString("network", model.Network.ToString());
        json.WriteString("loss", model.Loss.Name);
        json.WriteString("likelihood", model.Loss.Likelihood);
        json.WriteNumber("line", row.LineOf(0));
        RecordJson.Write(json, model, row);
        json.Texts("features", model.Preprocessing.FeatureNames);
        PredictionJson.WriteNamed(json, "answer", edits.Model.Predict(row));
        edits.Write(json);
        if (edits.Any)
        {
            json.WriteStartObject("before");
            json.Number("loss", Follow(model, row, (_, _) => false).Loss);
            PredictionJson.WriteNamed(json, "answer", model.Predict(row));
            json.WriteEndObject();
        }

        json.WriteStartArray("structure");
        WriteStructure(json, trace.Layers, "");
        json.WriteEndArray();
        var isWhole = choice.Checked(model.Network) is null;
        json.WriteStartObject("trace");
        TraceJson.Write(json, trace, isWhole ? null : (layer, neuron) => layer.Place == choice.Place && neuron.Index == choice.Neuron);
        json.WriteEndObject();
        WriteNeuron(json, trace.Layers, choice, (int)parameters.Whole("firstRow", 1, int.MaxValue, 1) - 1);
    });

    private static Trace Follow(TabularModel model, Table row, Func<ParameterBlock, int, bool>? isChecked) =>
        Trace.Of(model.Network, model.Encode(row).Row(0), model.EncodeTarget(row).Row(0), model.Loss, isChecked);

    /// <summary>All layers in the order of the trace, those inside others behind them.</summary>
    private static void WriteStructure(Utf8JsonWriter json, IReadOnlyList<LayerTrace> layers, string prefix)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            var place = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i + 1}");
            json.WriteStartObject();
            json.WriteString("place", place);
            json.WriteString("layer", layer.Layer.Name);
            json.WriteString("activation", ActivationOf(layer.Layer)?.Name);
            json.WriteNumber("inputs", layer.Input.Length);
            json.WriteNumber("outputs", layer.Output.Length);
            json.WriteEndObject();
            WriteStructure(json, layer.Children, $"{place}.");
        }
    }

    private static void WriteNeuron(Utf8JsonWriter json, IReadOnlyList<LayerTrace> layers, NeuronChoice choice, int firstRow)
    {
        var found = Find(layers, null, choice.Place);
        if (choice.Neuron < 0 || found is not { Layer: { } layer, Next: var next })
        {
            return;
        }

        var sums = NeuronSums.Of(layer, choice.Neuron, next);
        json.WriteStartObject("neuron");
        json.WriteString("layer", Place1(choice.Place));
        json.WriteNumber("neuron", choice.Neuron + 1);
        json.WriteString("weightBlock", choice.WeightBlock);
        json.WriteString("biasBlock", choice.BiasBlock);
        json.WriteNumber("column", choice.Neuron % choice.Units);
        json.WriteNumber("firstInput", layer.Neurons[choice.Neuron].FirstInput);
        json.Write("inputs", sums.Inputs);
        json.Write("terms", sums.Terms);
        json.Write("slope", sums.Slope);
        json.Write("outputDelta", sums.OutputDelta);
        json.WriteString("nextLayer", next is null ? null : Place1(next.Place));
        json.WriteStartArray("next");
        for (var i = 0; i < sums.NextNeurons.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("neuron", sums.NextNeurons[i] + 1);
            json.Write("weight", sums.NextWeights[i]);
            json.Write("delta", sums.NextDeltas[i]);
            json.Write("term", sums.NextTerms[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        if (!layer.WeightGradient.IsEmpty)
        {
            // ∂ℓ/∂x of this layer is ∂ℓ/∂h of the one before.
            var at = Enumerable.Range(0, layers.Count).FirstOrDefault(i => ReferenceEquals(layers[i], layer));
            WriteMatrices(json, layer, at > 0 ? layers[at - 1].OutputDelta : [], choice.Neuron, firstRow);
        }
    }

    /// <summary>W and ∇W, or the part of them about the neuron where they are large. Rows are inputs, columns neurons.</summary>
    private static void WriteMatrices(Utf8JsonWriter json, LayerTrace layer, float[] inputDelta, int neuron, int firstRow)
    {
        var gradient = layer.WeightGradient;
        var top = Math.Clamp(firstRow, 0, Math.Max(0, gradient.Rows - Window));
        var left = Math.Clamp(neuron - (Window / 2), 0, Math.Max(0, gradient.Columns - Window));
        var (rows, columns) = (Math.Min(Window, gradient.Rows), Math.Min(Window, gradient.Columns));
        var (weights, gradients) = (new Matrix<float>(rows, columns), new Matrix<float>(rows, columns));
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                weights[i, j] = layer.Neurons[left + j].Weights[top + i];
                gradients[i, j] = gradient[top + i, left + j];
            }
        }

        json.WriteStartObject("matrices");
        json.WriteNumber("rows", gradient.Rows);
        json.WriteNumber("columns", gradient.Columns);
        json.WriteNumber("firstRow", top + 1);
        json.WriteNumber("firstColumn", left + 1);
        json.Write("input", layer.Input.AsSpan(top, rows));
        if (inputDelta.Length == gradient.Rows)
        {
            json.Write("inputDelta", inputDelta.AsSpan(top, rows));
        }

        json.Write("weights", weights);
        json.Write("gradient", gradients);
        json.WriteEndObject();
    }

    /// <summary>A layer and the one behind it, by place.</summary>
    private static (LayerTrace Layer, LayerTrace? Next)? Find(IReadOnlyList<LayerTrace> layers, LayerTrace? behind, string place)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var next = i + 1 < layers.Count ? layers[i + 1] : behind;
            if (layers[i].Place == place)
            {
                return (layers[i], next);
            }

            if (place.StartsWith(layers[i].Place + ".", StringComparison.Ordinal))
            {
                // What a layer inside another feeds is no neuron of the layer behind that one.
                return Find(layers[i].Children, null, place);
            }
        }

        return null;
    }

    private static string Place1(string place) =>
        string.Join('.', place.Split('.').Select(part => (int.Parse(part, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)));

    private static Activation? ActivationOf(Layer layer) => layer switch
    {
        Dense dense => dense.Activation,
        Activate activate => activate.Activation,
        ParametricActivation parametric => parametric.Activation,
        _ => null,
    };
}
