using System.Text.Json;
using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Tabular;

/// <summary>Layers as JSON, without their parameters.</summary>
internal static class LayerJson
{
    private const int MaximumLayers = 1_000;

    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Layer> layers)
    {
        json.WriteStartArray(name);
        foreach (var layer in layers)
        {
            Write(json, layer);
        }

        json.WriteEndArray();
    }

    public static IReadOnlyList<Layer> Read(JsonFields fields, string name)
    {
        var layers = fields.Objects(name).Take(MaximumLayers + 1).Select(Read).ToList();
        return layers.Count is > 0 and <= MaximumLayers ? layers : throw fields.Bad(name, $"has no layer, or more than {MaximumLayers}");
    }

    /// <summary>How many parameters and numbers of state the layers need, and their outputs, counted without allocating any of it.</summary>
    /// <exception cref="ArgumentException">A layer cannot take what the one before gives, or gives too much.</exception>
    public static (long Parameters, long State, int Outputs) Measure(IReadOnlyList<Layer> layers, int inputs)
    {
        var (parameters, state, width) = (0L, 0L, inputs);
        try
        {
            foreach (var layer in layers)
            {
                var own = Measure(layer, width);
                (parameters, state, width) = (parameters + own.Parameters, state + own.State, own.Outputs);
            }
        }
        catch (OverflowException e)
        {
            throw new ArgumentException("A layer is larger than any that can be.", e);
        }

        return (parameters, state, width);
    }

    private static (long Parameters, long State, int Outputs) Measure(Layer layer, int inputs)
    {
        var outputs = layer.OutputsFor(inputs);
        if (outputs > ModelFormat.LargestSize)
        {
            throw new ArgumentException($"A layer of kind '{layer.Name}' gives {outputs} features; the most is {ModelFormat.LargestSize}.");
        }

        var (parameters, state) = (0L, (long)layer.StateFor(inputs));
        foreach (var shape in layer.ParametersFor(inputs))
        {
            parameters += (long)shape.Rows * shape.Columns;
        }

        for (var i = 0; i < layer.Children.Count; i++)
        {
            var child = Measure(layer.Children[i], layer.InputsOfChild(i, inputs));
            (parameters, state) = (parameters + child.Parameters, state + child.State);
        }

        return (parameters, state, outputs);
    }

    private static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteString("type", layer.Name);
        switch (layer)
        {
            case Dense dense:
                json.WriteNumber("units", dense.Units);
                json.WriteString("activation", dense.Activation.Name);
                json.WriteBoolean("bias", dense.HasBias);
                break;
            case Activate activate:
                json.WriteString("activation", activate.Activation.Name);
                break;
            case Dropout dropout:
                json.WriteNumber("rate", dropout.Rate);
                break;
            case BatchNormalization normalization:
                json.WriteNumber("epsilon", normalization.Epsilon);
                json.WriteNumber("momentum", normalization.Momentum);
                break;
            case LayerNormalization normalization:
                json.WriteNumber("epsilon", normalization.Epsilon);
                break;
            case Residual residual:
                Write(json, "layers", residual.Children);
                break;
            case Scale scale:
                json.WriteNumber("rateFactor", scale.RateFactor);
                break;
            case Shift:
                break;
            case ParametricActivation parametric:
                json.WriteString("activation", parametric.Activation.Name);
                break;
            case EnsembleDense dense:
                json.WriteNumber("members", dense.Members);
                json.WriteNumber("units", dense.Units);
                json.WriteString("parametrization", ModelFormat.Text(dense.Parametrization));
                break;
            case BatchEnsembleDense dense:
                json.WriteNumber("members", dense.Members);
                json.WriteNumber("units", dense.Units);
                json.WriteBoolean("randomFactors", dense.RandomFactors);
                json.WriteString("parametrization", ModelFormat.Text(dense.Parametrization));
                break;
            case PiecewiseLinearEmbedding embedding:
                json.WriteNumber("members", embedding.Members);
                json.WriteNumber("dimension", embedding.Dimension);
                WriteEdges(json, embedding);
                break;
            case PeriodicEmbedding embedding:
                json.WriteNumber("members", embedding.Members);
                json.WriteNumber("frequencies", embedding.Frequencies);
                json.WriteNumber("numbers", embedding.NumbersPerFeature);
                json.WriteNumber("deviation", embedding.Deviation);
                break;
            case CategoryEmbedding embedding:
                json.WriteNumber("members", embedding.Members);
                json.WriteNumber("categories", embedding.Categories);
                json.WriteNumber("dimension", embedding.Dimension);
                break;
            case Concatenation concatenation:
                json.WriteNumber("members", concatenation.Members);
                Write(json, concatenation.Branches);
                break;
            default:
                throw new InvalidOperationException($"There is no way to write a layer '{layer.Name}'.");
        }

        json.WriteEndObject();
    }

    private static Layer Read(JsonFields fields)
    {
        var type = fields.Text("type");
        try
        {
            return type switch
            {
                "dense" => new Dense(
                    fields.Count("units", 1, ModelFormat.LargestSize), Activation.Named(fields.Text("activation")), bias: fields.Truth("bias")),
                "activate" => new Activate(Activation.Named(fields.Text("activation"))),
                "dropout" => new Dropout(fields.Number("rate")),
                "batch-normalization" => new BatchNormalization(fields.Number("epsilon"), fields.Number("momentum")),
                "layer-normalization" => new LayerNormalization(fields.Number("epsilon")),
                "residual" => new Residual(Read(fields, "layers")),
                "scale" => new Scale(fields.Double("rateFactor")),
                "shift" => new Shift(),
                "parametric-activation" => new ParametricActivation(Activation.Named(fields.Text("activation"))),
                "ensemble-dense" => new EnsembleDense(
                    Members(fields), fields.Count("units", 1, ModelFormat.LargestSize), fields.Name<Parametrization>("parametrization")),
                "batch-ensemble-dense" => new BatchEnsembleDense(
                    Members(fields),
                    fields.Count("units", 1, ModelFormat.LargestSize),
                    fields.Truth("randomFactors"),
                    fields.Name<Parametrization>("parametrization")),
                "piecewise-linear-embedding" => new PiecewiseLinearEmbedding(
                    [.. fields.Objects("features").Select(feature => feature.Numbers("edges"))],
                    fields.Count("dimension", 1, ModelFormat.LargestSize),
                    Members(fields)),
                "periodic-embedding" => new PeriodicEmbedding(
                    Members(fields),
                    fields.Count("frequencies", 1, ModelFormat.LargestSize),
                    fields.Count("numbers", 1, ModelFormat.LargestSize),
                    fields.Number("deviation")),
                "category-embedding" => new CategoryEmbedding(
                    fields.Count("categories", 1, ModelFormat.LargestSize), fields.Count("dimension", 1, ModelFormat.LargestSize), Members(fields)),
                "concatenation" => new Concatenation(Members(fields), [.. fields.Objects("branches").Select(Branch)]),
                _ => throw fields.Bad("type", $"names the layer '{type}', which this version does not know"),
            };
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"The model's layer '{type}' cannot be made: {e.Message}", e);
        }
    }

    private static void WriteEdges(Utf8JsonWriter json, PiecewiseLinearEmbedding embedding)
    {
        json.WriteStartArray("features");
        foreach (var edges in embedding.Edges)
        {
            json.WriteStartObject();
            json.WriteStartArray("edges");
            foreach (var edge in edges)
            {
                json.WriteNumberValue(edge);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Branch> branches)
    {
        json.WriteStartArray("branches");
        foreach (var branch in branches)
        {
            json.WriteStartObject();
            json.WriteNumber("first", branch.First);
            json.WriteNumber("count", branch.Count);
            if (branch.Layer is not null)
            {
                json.WritePropertyName("layer");
                Write(json, branch.Layer);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Branch Branch(JsonFields fields) => new(
        fields.Count("first", 0, ModelFormat.LargestSize),
        fields.Count("count", 1, ModelFormat.LargestSize),
        fields.Has("layer") ? Read(fields.Object("layer")) : null);

    private static int Members(JsonFields fields) => fields.Count("members", 1, ModelFormat.LargestEnsemble);
}
