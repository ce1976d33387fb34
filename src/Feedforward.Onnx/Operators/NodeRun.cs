using System.Text;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// One node while it runs: its inputs, its settings, and which version of the operators the model was written for. It
/// notes what the operator asks for, so that a setting or an input nobody looked at is refused instead of ignored.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="version">The model's version of ONNX's operators (opset).</param>
/// <param name="inputs">The values, null where an optional one is left out.</param>
/// <param name="allowance">Charged with the memory that is taken.</param>
internal sealed class NodeRun(NodeProto node, long version, Tensor?[] inputs, ReadAllowance allowance)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private int _inputsKnown;

    /// <summary>The version of the operators.</summary>
    public long Version => version;

    /// <summary>What the memory is charged to.</summary>
    public ReadAllowance Allowance => allowance;

    /// <summary>How many outputs the node names.</summary>
    public int OutputCount => node.Outputs.Count;

    /// <summary>An input that must be there.</summary>
    /// <exception cref="ModelFileException">It is not.</exception>
    public Tensor Input(int place) =>
        OptionalInput(place) ?? throw new ModelFileException($"the input {place} is missing");

    /// <summary>An input, or null where it is left out.</summary>
    public Tensor? OptionalInput(int place)
    {
        _inputsKnown = Math.Max(_inputsKnown, place + 1);
        return place < inputs.Length ? inputs[place] : null;
    }

    /// <summary>All inputs, each of which must be there.</summary>
    public Tensor[] AllInputs() => [.. Enumerable.Range(0, inputs.Length).Select(Input)];

    /// <summary>An input that is a list of whole numbers, or null where it is left out.</summary>
    public long[]? OptionalIntegers(int place) => OptionalInput(place) switch
    {
        null => null,
        TensorOf<long> { Shape.Length: <= 1 } list => list.Values,
        var other => throw new ModelFileException($"the input {place} is {other.Type} {other.ShapeText}; it must be a list of 64-bit integers"),
    };

    /// <summary>A setting that is a whole number.</summary>
    public long Integer(string name, long otherwise) => Attribute(name, AttributeProto.ValueKind.Integer)?.Integer ?? otherwise;

    /// <summary>A setting that is a number.</summary>
    public float Float(string name, float otherwise) => Attribute(name, AttributeProto.ValueKind.Float)?.Float ?? otherwise;

    /// <summary>A setting that is a text.</summary>
    public string Text(string name, string otherwise) =>
        Attribute(name, AttributeProto.ValueKind.Text) is { } attribute ? Encoding.UTF8.GetString(attribute.Text.Span) : otherwise;

    /// <summary>A setting that is a list of whole numbers.</summary>
    public IReadOnlyList<long>? Integers(string name) => Attribute(name, AttributeProto.ValueKind.Integers)?.Integers;

    /// <summary>A setting, or null where it is not given.</summary>
    /// <exception cref="ModelFileException">It is of another kind, or given twice.</exception>
    public AttributeProto? Attribute(string name, AttributeProto.ValueKind kind)
    {
        _known.Add(name);
        AttributeProto? found = null;
        foreach (var attribute in node.Attributes)
        {
            if (attribute.Name == name)
            {
                found = found is null ? attribute : throw new ModelFileException($"the attribute '{name}' is given twice");
            }
        }

        return found is null || found.Kind == kind
            ? found
            : throw new ModelFileException($"the attribute '{name}' is of the kind {found.Kind}; it must be {kind}");
    }

    /// <summary>An axis, counted from the front.</summary>
    /// <param name="axis">As the node gives it; −1 is the last one.</param>
    /// <param name="rank">How many there are.</param>
    /// <exception cref="ModelFileException">There is no such axis.</exception>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new ModelFileException($"there is no axis {axis} among {rank}");

    /// <summary>A refusal that names the operator.</summary>
    public UnsupportedOperatorException Unsupported(string why) => new(NameOf(node), Place(node) + why);

    /// <summary>Complains about settings and inputs that the operator did not ask for.</summary>
    public void CheckAllWasUsed()
    {
        foreach (var attribute in node.Attributes)
        {
            if (!_known.Contains(attribute.Name))
            {
                throw Unsupported($"the attribute '{attribute.Name}' is not known in opset {version}");
            }
        }

        if (inputs.Length > _inputsKnown)
        {
            throw new ModelFileException($"it has {inputs.Length} inputs; the operator takes {_inputsKnown} in opset {version}");
        }
    }

    /// <summary>The operator, with its domain where that is not ONNX's own.</summary>
    public static string NameOf(NodeProto node) => node.Domain is "" or "ai.onnx" ? node.Operator : $"{node.Domain}.{node.Operator}";

    /// <summary>The node's name before a message, where it has one.</summary>
    public static string Place(NodeProto node) => node.Name.Length > 0 ? $"node '{node.Name}': " : "";
}
