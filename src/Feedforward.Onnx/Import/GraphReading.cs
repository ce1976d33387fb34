using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Import;

/// <summary>
/// Reads a graph from its inputs on: what is computed from constants alone is computed, everything else becomes a
/// <see cref="Signal"/>. Only the nodes that lead to the wanted value are looked at.
/// </summary>
internal sealed class GraphReading
{
    /// <summary>The classical operators' set.</summary>
    private const string Classical = "ai.onnx.ml";

    /// <summary>From here on shapes broadcast as in NumPy.</summary>
    private const int OldestOpset = 7;

    private static readonly Dictionary<string, Func<NodeReading, Value>> Operators = new()
    {
        ["BatchNormalization"] = NormalizationOperators.Batch,
        ["Cast"] = ShapeOperators.Cast,
        ["Clip"] = ElementwiseOperators.Clip,
        ["Concat"] = SelectionOperators.Concatenate,
        ["Dropout"] = ShapeOperators.Dropout,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Gather"] = LinearOperators.Gather,
        ["Gemm"] = LinearOperators.Gemm,
        ["HardSigmoid"] = ElementwiseOperators.HardSigmoid,
        ["Identity"] = node => node.Value(0),
        ["LayerNormalization"] = NormalizationOperators.Layer,
        ["LogSoftmax"] = node => Softmax(node, isLogarithm: true),
        ["MatMul"] = LinearOperators.MatMul,
        ["Max"] = node => ElementwiseOperators.Extreme(node, isGreatest: true),
        ["Min"] = node => ElementwiseOperators.Extreme(node, isGreatest: false),
        ["ReduceMean"] = NormalizationOperators.Mean,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Slice"] = SelectionOperators.Slice,
        ["Softmax"] = node => Softmax(node, isLogarithm: false),
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Transpose"] = ShapeOperators.Transpose,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
    };

    private static readonly Dictionary<string, Func<NodeReading, Value>> ClassicalOperators = new()
    {
        ["LinearRegressor"] = LinearOperators.LinearRegressor,
        ["Scaler"] = NormalizationOperators.Scaler,
    };

    private readonly Dictionary<string, ConstantTensor> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _values;
    private readonly Dictionary<string, TensorProto> _tensors = new(StringComparer.Ordinal);
    private readonly long _opset;
    private readonly ReadAllowance _allowance;

    private GraphReading(ModelProto model, Dictionary<string, Value> inputs, ReadAllowance allowance)
    {
        _opset = model.OperatorSets.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version ?? 1;
        _allowance = allowance;
        _values = inputs;
        if (_opset < OldestOpset)
        {
            throw Refusal.OfGraph($"it is written for version {_opset} of ONNX's operators, which broadcast otherwise; export it for version {OldestOpset} or newer");
        }

        foreach (var tensor in model.Graph!.Initializers)
        {
            if (!_tensors.TryAdd(tensor.Name, tensor))
            {
                throw Refusal.OfGraph($"it has two tensors called '{tensor.Name}'");
            }
        }
    }

    /// <summary>What a graph computes under a name.</summary>
    /// <param name="model">The file.</param>
    /// <param name="nodes">The nodes that lead to it, in the file's order.</param>
    /// <param name="inputs">The graph's inputs.</param>
    /// <param name="output">The name.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    public static Value Of(
        ModelProto model, IReadOnlyList<NodeProto> nodes, Dictionary<string, Value> inputs, string output, ReadAllowance allowance)
    {
        var reading = new GraphReading(model, inputs, allowance);
        foreach (var node in nodes)
        {
            reading.Read(node);
        }

        return reading._values.GetValueOrDefault(output)
            ?? throw Refusal.OfGraph($"its output '{output}' does not depend on any of its inputs");
    }

    private void Read(NodeProto node)
    {
        if (node.Operator == "Constant" && node.Domain is "" or "ai.onnx")
        {
            Give(node, 0, Constant(node));
            return;
        }

        var inputs = node.Inputs.Select(name => Known(node, name)).ToList();
        while (inputs.Count > 0 && inputs[^1] is (null, null))
        {
            inputs.RemoveAt(inputs.Count - 1);
        }

        var reading = new NodeReading(node, _opset, inputs, _allowance);
        var isClassical = node.Domain == Classical;
        if (!isClassical && node.Domain is not ("" or "ai.onnx"))
        {
            throw reading.Refused($"operators of the domain '{node.Domain}' are not known here");
        }

        if (inputs.TrueForAll(input => input.Value is null))
        {
            Give(node, 0, (isClassical ? null : ConstantFolding.Of(reading)) ?? throw Unknown(reading, "of constants"));
        }
        else if (!isClassical && node.Operator == "Shape")
        {
            Give(node, 0, ShapeOperators.Sizes(reading));
        }
        else if (!isClassical && node.Operator == "Split")
        {
            foreach (var (i, part) in SelectionOperators.Split(reading).Index())
            {
                Give(node, i, part);
            }
        }
        else if ((isClassical ? ClassicalOperators : Operators).TryGetValue(node.Operator, out var read))
        {
            Give(node, 0, read(reading));
        }
        else
        {
            Give(node, 0, !isClassical && ElementwiseOperators.Names.Contains(node.Operator)
                ? ElementwiseOperators.Read(reading)
                : throw Unknown(reading, "of what is computed from the examples"));
        }
    }

    private static ModelFileException Unknown(NodeReading node, string what) => node.Refused(
        $"the operator {node.Node.Operator} {what} is no part of the feed-forward networks that are recognised (docs/import.md lists them)");

    private (ConstantTensor? Constant, Value? Value) Known(NodeProto node, string name)
    {
        if (name.Length == 0)
        {
            return (null, null);
        }

        if (_values.TryGetValue(name, out var value))
        {
            return (null, value);
        }

        if (!_constants.TryGetValue(name, out var constant))
        {
            constant = _tensors.TryGetValue(name, out var tensor)
                ? ConstantTensor.Of(tensor, _allowance)
                : throw Refusal.At(node, $"it reads '{name}', which nothing before it gives; the nodes are not in order, or go round in a circle");
            _constants.Add(name, constant);
        }

        return (constant, null);
    }

    private ConstantTensor Constant(NodeProto node)
    {
        var attribute = node.Attributes.Find(attribute => attribute.Name.StartsWith("value", StringComparison.Ordinal));
        return attribute switch
        {
            { Name: "value", Tensor: { } tensor } => ConstantTensor.Of(tensor, _allowance),
            { Name: "value_float" } => new ConstantTensor([], [attribute.Float]),
            { Name: "value_int" } => new ConstantTensor([], [attribute.Integer]),
            { Name: "value_floats" } => new ConstantTensor([attribute.Floats.Count], [.. attribute.Floats.Select(number => (double)number)]),
            { Name: "value_ints" } => new ConstantTensor([attribute.Integers.Count], [.. attribute.Integers.Select(number => (double)number)]),
            _ => throw Refusal.At(node, "it holds no tensor and no number"),
        };
    }

    private void Give(NodeProto node, int output, ConstantTensor constant)
    {
        if (!_constants.TryAdd(NameOf(node, output), constant))
        {
            throw Refusal.At(node, $"another node gives '{node.Outputs[output]}' too");
        }
    }

    private void Give(NodeProto node, int output, Value value)
    {
        if (!_values.TryAdd(NameOf(node, output), value))
        {
            throw Refusal.At(node, $"another node gives '{node.Outputs[output]}' too");
        }
    }

    private static string NameOf(NodeProto node, int output) =>
        output < node.Outputs.Count ? node.Outputs[output] : throw Refusal.At(node, $"it gives {node.Outputs.Count} values, where {output + 1} are expected");

    private static Value Softmax(NodeReading node, bool isLogarithm)
    {
        var value = node.Value(0);
        var axis = node.Axis(node.Integer("axis", node.Opset < 13 ? 1 : -1), value.Rank);
        return value.Shape.Length > 0 && value.IsRow && axis == value.Rank - 1
            ? value.With(new SoftmaxSignal(node.Node, value.Signal, isLogarithm))
            : throw node.Refused($"it works along axis {axis} of a value of shape {value}; the features of an example are expected");
    }
}
