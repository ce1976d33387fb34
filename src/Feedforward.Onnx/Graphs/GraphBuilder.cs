using System.Globalization;

using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Graphs;

/// <summary>
/// Builds a graph operation by operation. Every method returns the name of the value it made, so that a formula reads
/// from the inside out. Names are unique and depend on nothing but the order of the calls.
/// </summary>
internal sealed class GraphBuilder
{
    /// <summary>The set of the classical operators, text among them.</summary>
    public const string ClassicalDomain = "ai.onnx.ml";

    private readonly HashSet<string> _names;
    private readonly Dictionary<int, string> _scalars = [];

    /// <summary>Starts a graph.</summary>
    /// <param name="name">The graph's name.</param>
    /// <param name="outputs">Names that the outputs will have, so that nothing else takes them.</param>
    public GraphBuilder(string name, params IEnumerable<string> outputs)
    {
        Graph = new GraphProto { Name = name };
        _names = [.. outputs];
    }

    /// <summary>What has been built.</summary>
    public GraphProto Graph { get; }

    /// <summary>The version of ONNX's operators that the graph is written for.</summary>
    public int Opset { get; init; } = Graphs.Opset.Usual;

    /// <summary>What the names of the next nodes begin with, such as "/age".</summary>
    public string Scope { get; set; } = "";

    /// <summary>Something the caller gives for every example: N rows of <paramref name="width"/>.</summary>
    /// <param name="name">The wanted name; "input." is put before it where an output has it.</param>
    /// <param name="type">What its elements are.</param>
    /// <param name="width">Numbers or texts per example.</param>
    /// <param name="documentation">For people: what may be given and how a missing value is written.</param>
    public string Input(string name, ElementType type, int width, string documentation)
    {
        var unique = Unique(name.Length == 0 || _names.Contains(name) ? "input." + name : name);
        Graph.Inputs.Add(new ValueProto
        {
            Name = unique,
            Type = type,
            Shape = { Dimension.Rows, new Dimension(width) },
            Documentation = documentation,
        });
        return unique;
    }

    /// <summary>Something the caller gets for every example.</summary>
    /// <param name="name">One of the names reserved at the start.</param>
    /// <param name="value">The value to give.</param>
    /// <param name="type">What its elements are.</param>
    /// <param name="width">Numbers per example, or null for a list of N elements.</param>
    public void Output(string name, string value, ElementType type, int? width)
    {
        var output = new ValueProto { Name = name, Type = type, Shape = { Dimension.Rows } };
        if (width is { } columns)
        {
            output.Shape.Add(new Dimension(columns));
        }

        Graph.Outputs.Add(output);
        Graph.Nodes.Add(new NodeProto { Name = name, Operator = "Identity", Inputs = { value }, Outputs = { name } });
    }

    /// <summary>An operation of ONNX itself.</summary>
    /// <exception cref="ModelFileException">It is newer than <see cref="Opset"/>.</exception>
    public string Node(string operation, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes)
    {
        Graphs.Opset.CheckHas(Opset, operation);
        return Node("", operation, inputs, attributes);
    }

    /// <summary>An operation of ai.onnx.ml that gives numbers; checkers do not know the types of these operations.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">What it takes.</param>
    /// <param name="shape">The sizes behind N of what it gives.</param>
    /// <param name="attributes">Its settings.</param>
    public string ClassicalNode(string operation, string input, ReadOnlySpan<int> shape, params IEnumerable<AttributeProto> attributes)
    {
        var name = Node(ClassicalDomain, operation, [input], attributes);
        var value = new ValueProto { Name = name, Type = ElementType.Float, Shape = { Dimension.Rows } };
        foreach (var size in shape)
        {
            value.Shape.Add(new Dimension(size));
        }

        Graph.Values.Add(value);
        return name;
    }

    /// <summary>Numbers that belong to the model, under exactly this name.</summary>
    public string Weights(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Keep(TensorProto.Of(name, values, shape), name);

    /// <summary>A row of numbers that is the same for every example.</summary>
    public string Row(ReadOnlySpan<float> values) => Keep(TensorProto.Of(Scope + "/values", values, 1, values.Length));

    /// <summary>A list of numbers.</summary>
    public string List(ReadOnlySpan<float> values) => Keep(TensorProto.Of(Scope + "/values", values, values.Length));

    /// <summary>A list of texts.</summary>
    public string Texts(IReadOnlyCollection<string> values) => Keep(TensorProto.Of(Scope + "/texts", values));

    /// <summary>A list of integers.</summary>
    public string Integers(params ReadOnlySpan<long> values) => Keep(TensorProto.Of(Scope + "/integers", values, values.Length));

    /// <summary>A single number; equal numbers share one tensor.</summary>
    public string Scalar(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        if (!_scalars.TryGetValue(bits, out var name))
        {
            name = Keep(TensorProto.Of("/number." + value.ToString("R", CultureInfo.InvariantCulture), [value]));
            _scalars.Add(bits, name);
        }

        return name;
    }

    private string Node(string domain, string operation, IEnumerable<string> inputs, IEnumerable<AttributeProto> attributes)
    {
        var name = Unique(Scope + "/" + operation);
        var node = new NodeProto { Name = name, Operator = operation, Domain = domain, Outputs = { name } };
        node.Inputs.AddRange(inputs);
        node.Attributes.AddRange(attributes);
        Graph.Nodes.Add(node);
        return name;
    }

    private string Keep(TensorProto tensor, string? exactName = null)
    {
        tensor.Name = exactName is null ? Unique(tensor.Name)
            : _names.Add(exactName) ? exactName
            : throw new ModelFileException($"Two tensors of the model would be called '{exactName}'; rename the column of that name.");
        Graph.Initializers.Add(tensor);
        return tensor.Name;
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var number = 2; !_names.Add(unique); number++)
        {
            unique = name + "." + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
