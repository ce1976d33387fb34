using System.Text;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Import;

/// <summary>A node with what is known of its inputs: each is a constant, a value computed from the examples, or left out.</summary>
/// <param name="node">The node.</param>
/// <param name="opset">The version of ONNX's operators.</param>
/// <param name="inputs">What is known of each input.</param>
/// <param name="allowance">Charged with the memory that folding takes.</param>
internal sealed class NodeReading(
    NodeProto node, long opset, IReadOnlyList<(ConstantTensor? Constant, Value? Value)> inputs, ReadAllowance allowance)
{
    /// <summary>The node.</summary>
    public NodeProto Node => node;

    /// <summary>The version of ONNX's operators.</summary>
    public long Opset => opset;

    /// <summary>How many inputs are named.</summary>
    public int Count => inputs.Count;

    /// <summary>Memory for what is computed from constants.</summary>
    public ReadAllowance Allowance => allowance;

    /// <summary>Whether an input is there.</summary>
    public bool Has(int input) => input < inputs.Count && inputs[input] is not (null, null);

    /// <summary>An input that depends on the examples, or null.</summary>
    public Value? ValueOrNull(int input) => input < inputs.Count ? inputs[input].Value : null;

    /// <summary>An input that is a constant, or null.</summary>
    public ConstantTensor? ConstantOrNull(int input) => input < inputs.Count ? inputs[input].Constant : null;

    /// <summary>An input that has to depend on the examples.</summary>
    public Value Value(int input) => ValueOrNull(input)
        ?? throw Refused(Has(input)
            ? $"its input {Name(input)} is a constant, where what is computed from the examples is expected"
            : $"its input {input + 1} is missing");

    /// <summary>An input that has to be a constant.</summary>
    public ConstantTensor Constant(int input) => ConstantOrNull(input)
        ?? throw Refused(Has(input)
            ? $"its input {Name(input)} is computed from the examples, where a constant such as a weight is expected"
            : $"its input {input + 1} is missing");

    /// <summary>An attribute that is a number.</summary>
    public double Number(string name, double usual) => Attribute(name)?.Float ?? usual;

    /// <summary>An attribute that is a whole number.</summary>
    public long Integer(string name, long usual) => Attribute(name)?.Integer ?? usual;

    /// <summary>An attribute that is a text.</summary>
    public string Text(string name, string usual) => Attribute(name) is { } attribute ? Encoding.UTF8.GetString(attribute.Text.Span) : usual;

    /// <summary>An attribute, or null.</summary>
    public AttributeProto? Attribute(string name) => node.Attributes.Find(attribute => attribute.Name == name);

    /// <summary>Whole numbers that older operators have as an attribute and newer ones as an input; null where neither is there.</summary>
    public long[]? Integers(string attribute, int input) =>
        Attribute(attribute) is { } found ? [.. found.Integers] : Has(input) ? Constant(input).Integers() : null;

    /// <summary>An axis of a value, counted from the back where it is negative.</summary>
    /// <param name="axis">The axis as written.</param>
    /// <param name="rank">Axes, that of the examples included.</param>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Refused($"it names axis {axis} of a value with {rank} axes");

    /// <summary>The same; the axis of the examples is refused.</summary>
    public int FeatureAxis(long axis, int rank) => Axis(axis, rank) is > 0 and var found
        ? found
        : throw Refused("it works along the examples, and a feed-forward network takes each example for itself");

    /// <summary>Why the node cannot be taken.</summary>
    public ModelFileException Refused(string reason) => Refusal.At(node, reason);

    private string Name(int input) => $"'{node.Inputs[input]}'";
}
