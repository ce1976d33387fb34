using System.Globalization;
using Feedforward.Layers;
using Feedforward.Onnx.Graphs;

namespace Feedforward.Onnx.SourceCode;

/// <summary>How each layer predicts, as an expression over the expression of what comes in. A new layer is one line in the table.</summary>
internal sealed class LayerCode
{
    private static readonly Dictionary<Type, Func<LayerCode, Layer, LayerPlace, string, string>> Formulas = new()
    {
        [typeof(Dense)] = (code, layer, place, x) => code.Dense((Dense)layer, place, x),
        [typeof(Activate)] = (code, layer, _, x) => code.Activated(((Activate)layer).Activation.Name, x),
        [typeof(Dropout)] = (_, _, _, x) => x,
        [typeof(BatchNormalization)] = (code, layer, place, x) =>
            $"{code.Use("BatchNormalized")}({x}, {code.Arrays(place, "scale", "bias", "mean", "variance")}, {Literals.Of(((BatchNormalization)layer).Epsilon)})",
        [typeof(LayerNormalization)] = (code, layer, place, x) =>
            $"{code.Use("LayerNormalized")}({x}, {code.Arrays(place, "scale", "bias")}, {Literals.Of(((LayerNormalization)layer).Epsilon)})",
        [typeof(Residual)] = (code, layer, place, x) => $"{code.Residual((Residual)layer, place)}({x})",
        [typeof(Scale)] = (code, _, place, x) => $"{code.Use("Scaled")}({x}, {code.Arrays(place, "scale")})",
        [typeof(Shift)] = (code, _, place, x) => $"{code.Use("Sum")}({x}, {code.Arrays(place, "bias")})",
        [typeof(ParametricActivation)] = (code, layer, place, x) => code.Blended((ParametricActivation)layer, place, x),
        [typeof(EnsembleDense)] = (code, layer, place, x) =>
            $"{code.Use("Dense")}({x}, {code.Arrays(place, "weight", "bias")}, {Literals.Of(((EnsembleDense)layer).Members)})",
        [typeof(BatchEnsembleDense)] = (code, layer, place, x) =>
            $"{code.Use("SharedDense")}({x}, {code.Arrays(place, "weight", "input-scale", "output-scale", "bias")}, {Literals.Of(((BatchEnsembleDense)layer).Members)})",
        [typeof(PiecewiseLinearEmbedding)] = (code, layer, place, x) => code.PiecewiseLinear((PiecewiseLinearEmbedding)layer, place, x),
        [typeof(PeriodicEmbedding)] = (code, layer, place, x) =>
            $"{code.Use("Periodic")}({x}, {code.Arrays(place, "frequency", "phase", "weight", "bias")}, {Literals.Of(((PeriodicEmbedding)layer).Members)})",
        [typeof(CategoryEmbedding)] = (code, layer, place, x) =>
            $"{code.Use("Category")}({x}, {code.Arrays(place, "table")}, {Literals.Of(((CategoryEmbedding)layer).Categories)})",
        [typeof(Concatenation)] = (code, layer, place, x) => $"{code.Concatenation((Concatenation)layer, place)}({x})",
    };

    private static readonly Dictionary<string, string> Activations = new()
    {
        ["step"] = "Step",
        ["relu"] = "Relu",
        ["leaky-relu"] = "LeakyRelu",
        ["sigmoid"] = "Sigmoid",
        ["tanh"] = "Tanh",
        ["elu"] = "Elu",
        ["selu"] = "Selu",
        ["gelu"] = "Gelu",
        ["silu"] = "Silu",
        ["softplus"] = "Softplus",
        ["mish"] = "Mish",
        ["softsign"] = "Softsign",
        ["hard-sigmoid"] = "HardSigmoid",
        ["relu6"] = "Relu6",
        ["gelu-tanh"] = "GeluTanh",
    };

    private readonly ClassText _text;
    private readonly Dictionary<string, float[]> _tensors = [];

    private LayerCode(ClassText text, Network network)
    {
        _text = text;
        foreach (var tensor in NetworkTensor.Of(network))
        {
            var values = tensor.IsState ? network.State : network.Parameters;
            _tensors.Add(tensor.Name, values.Slice(tensor.Offset, tensor.Length).ToArray());
        }
    }

    /// <summary>The layers that have a form in C#.</summary>
    public static IReadOnlyCollection<Type> Types => Formulas.Keys;

    /// <summary>The names of the activations that have a form in C#.</summary>
    public static IReadOnlyCollection<string> ActivationNames => ["identity", .. Activations.Keys];

    /// <summary>Adds the method <c>Network</c>: f(x; θ), before the link.</summary>
    /// <exception cref="ModelFileException">A layer has no form in C#.</exception>
    public static void Add(ClassText text, Network network)
    {
        var code = new LayerCode(text, network);
        var lines = new List<string>();
        var inputs = network.Inputs;
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var expression = code.Of(network.Layers[i], new LayerPlace(Literals.Of(i), inputs), "x");
            if (expression != "x")
            {
                lines.Add($"    x = {expression};");
            }

            inputs = network.Layers[i].OutputsFor(inputs);
        }

        text.Method(
            "Network",
            $$"""
            /// <summary>From the features to the network's outputs, layer after layer.</summary>
            private static float[] Network(float[] x)
            {
            {{string.Join('\n', lines)}}
                return x;
            }
            """);
    }

    private string Use(string function) => _text.Use(function);

    private string Of(Layer layer, LayerPlace place, string x) => Formulas.TryGetValue(layer.GetType(), out var formula)
        ? formula(this, layer, place, x)
        : throw new ModelFileException($"The layer '{layer.Name}' has no form in C#; the ONNX file has all of the model.");

    private string Child(Layer parent, LayerPlace place, int child, string x)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{place.Path}.{child}");
        return Of(parent.Children[child], new LayerPlace(path, parent.InputsOfChild(child, place.Inputs)), x);
    }

    private string Dense(Dense layer, LayerPlace place, string x)
    {
        var weight = Arrays(place, "weight");
        var bias = layer.HasBias ? Arrays(place, "bias") : $"new float[{Literals.Of(layer.Units)}]";
        return Activated(layer.Activation.Name, $"{Use("Dense")}({x}, {weight}, {bias}, 1)");
    }

    private string Activated(string activation, string x) =>
        activation == "identity" ? x : $"{Use("Activated")}({x}, {Function(activation)})";

    private string Blended(ParametricActivation layer, LayerPlace place, string x) => layer.Activation.Name == "identity"
        ? x
        : $"{Use("Blended")}({x}, {Function(layer.Activation.Name)}, {Arrays(place, "slope")})";

    private string Function(string activation) => Activations.TryGetValue(activation, out var function)
        ? Use(function)
        : throw new ModelFileException($"The activation '{activation}' has no form in C#; the ONNX file has all of the model.");

    private string Residual(Residual layer, LayerPlace place)
    {
        var name = "Residual" + Suffix(place.Path);
        var lines = Enumerable.Range(0, layer.Children.Count)
            .Select(child => Child(layer, place, child, "h"))
            .Where(expression => expression != "h")
            .Select(expression => $"    h = {expression};")
            .ToList();
        _text.Method(
            name,
            $$"""
            /// <summary>x + f(x)</summary>
            private static float[] {{name}}(float[] x)
            {
                var h = x;
            {{string.Join('\n', lines)}}
                return {{Use("Sum")}}(x, h);
            }
            """);
        return name;
    }

    private string Concatenation(Concatenation layer, LayerPlace place)
    {
        var name = "Front" + Suffix(place.Path);
        var (lines, child) = (new List<string>(), 0);
        foreach (var branch in layer.Branches)
        {
            var part = $"{Use("Part")}(x, {Literals.Of(branch.First)}, {Literals.Of(branch.Count)})";
            lines.Add("        " + (branch.Layer is not null ? Child(layer, place, child++, part)
                : layer.Members == 1 ? part
                : $"{Use("ForEach")}({Literals.Of(layer.Members)}, {part})"));
        }

        _text.Method(
            name,
            $$"""
            /// <summary>Each kind of feature through a layer of its own.</summary>
            private static float[] {{name}}(float[] x)
            {
                return {{Use("SideBySide")}}(
                    {{Literals.Of(layer.Members)}},
            {{string.Join(",\n", lines)}});
            }
            """);
        return name;
    }

    private string PiecewiseLinear(PiecewiseLinearEmbedding layer, LayerPlace place, string x)
    {
        var edges = _text.Numbers($"Layer{Suffix(place.Path)}Edges", [.. layer.Edges.SelectMany(some => some)], "The edges of the features' bins.");
        var first = new List<int> { 0 };
        foreach (var some in layer.Edges)
        {
            first.Add(first[^1] + some.Count);
        }

        return $"{Use("PiecewiseLinear")}({x}, {Arrays(place, "slope", "bias", "bins")}, {edges}, new[] {{ {string.Join(", ", first.Select(Literals.Of))} }}, {Literals.Of(layer.Members)})";
    }

    /// <summary>The names of a layer's arrays, which are added.</summary>
    private string Arrays(LayerPlace place, params ReadOnlySpan<string> parts)
    {
        var names = new List<string>();
        foreach (var part in parts)
        {
            var tensor = place.Tensor(part);
            names.Add(_text.Numbers($"Layer{Suffix(place.Path)}{Identifiers.Pascal(part)}", _tensors[tensor], tensor));
        }

        return string.Join(", ", names);
    }

    private static string Suffix(string path) => path.Replace('.', '_');
}
