using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>Runs a small graph node by node, with the specification's text beside it rather than with speed.</summary>
internal sealed class GraphEvaluator
{
    /// <summary>What all values of one run may take together: enough for any model one looks into by hand.</summary>
    public const long UsualMemory = 4L << 30;

    private readonly GraphProto _graph;
    private readonly long _version;
    private readonly Dictionary<string, Tensor> _constants = new(StringComparer.Ordinal);

    /// <summary>Takes a model, and checks that every node can have its inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fileLength">Bytes of its file, to which the memory for its weights is bound.</param>
    /// <exception cref="ModelFileException">There is no graph, a name is there twice, or the nodes form a cycle.</exception>
    /// <exception cref="UnsupportedOperatorException">A weight has an element type that is not known.</exception>
    public GraphEvaluator(ModelProto model, long fileLength)
    {
        _graph = model.Graph ?? throw new ModelFileException("The file has no graph.");
        _version = VersionOf(model);
        var allowance = new ReadAllowance(fileLength + (16L << 20));
        var firstOperator = _graph.Nodes.Count > 0 ? NodeRun.NameOf(_graph.Nodes[0]) : "graph";
        foreach (var tensor in _graph.Initializers)
        {
            Keep(tensor.Name, TensorElementKind.Read(tensor, allowance, firstOperator));
        }

        foreach (var sparse in _graph.SparseInitializers)
        {
            Keep(sparse.Values?.Name ?? "", SparseTensors.Read(sparse, allowance, firstOperator));
        }

        CheckNames();
    }

    /// <summary>What the caller must give: the inputs that the model has no value for.</summary>
    public IReadOnlyList<ValueProto> Inputs => [.. _graph.Inputs.Where(input => !_constants.ContainsKey(input.Name))];

    /// <summary>What the caller may give: all inputs, of which those with a value in the model can be left out.</summary>
    public IReadOnlyList<ValueProto> AllInputs => _graph.Inputs;

    /// <summary>What the caller gets.</summary>
    public IReadOnlyList<ValueProto> Outputs => _graph.Outputs;

    /// <summary>Complains about the first node that cannot be run whatever the inputs.</summary>
    /// <exception cref="UnsupportedOperatorException">There is one.</exception>
    public void CheckOperators()
    {
        foreach (var node in _graph.Nodes)
        {
            _ = Formula(node);
        }

        if (_graph.Inputs.Concat(_graph.Outputs).FirstOrDefault(value => !value.IsTensor || !(value.Type == ElementType.Undefined || value.Type.IsKnown())) is { } other)
        {
            throw new UnsupportedOperatorException(
                _graph.Nodes.Count > 0 ? NodeRun.NameOf(_graph.Nodes[0]) : "graph",
                other.IsTensor ? $"'{other.Name}' has the element type {other.Type}" : $"'{other.Name}' is no tensor");
        }
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="memory">The most that the values may take, in bytes.</param>
    /// <param name="cancellation">Ends the run between two nodes.</param>
    /// <exception cref="ModelFileException">The values do not fit a node.</exception>
    /// <exception cref="UnsupportedOperatorException">A node needs what the evaluator does not have.</exception>
    public IReadOnlyList<Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs, long memory, CancellationToken cancellation)
    {
        CheckOperators();
        var values = new Dictionary<string, Tensor>(_constants, StringComparer.Ordinal);
        foreach (var input in _graph.Inputs)
        {
            if (inputs.TryGetValue(input.Name, out var given))
            {
                CheckFits(input, given);
                values[input.Name] = given;
            }
            else if (!_constants.ContainsKey(input.Name))
            {
                throw new ModelFileException($"The input '{input.Name}' is not given.");
            }
        }

        var allowance = new ReadAllowance(memory, $"The values of this run need more than {memory >> 20} MB together, which is more than onnx-run takes.");
        foreach (var node in _graph.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            Run(node, values, allowance);
        }

        return [.. _graph.Outputs.Select(output => values.TryGetValue(output.Name, out var value)
            ? value
            : throw new ModelFileException($"No node gives the output '{output.Name}'."))];
    }

    private void Run(NodeProto node, Dictionary<string, Tensor> values, ReadAllowance allowance)
    {
        Tensor[] outputs;
        try
        {
            var run = new NodeRun(node, _version, [.. node.Inputs.Select(name => name.Length == 0 ? null : values[name])], allowance);
            outputs = Formula(node)(run);
            run.CheckAllWasUsed();
        }
        catch (ModelFileException fault)
        {
            throw new ModelFileException($"{NodeRun.NameOf(node)} ({NodeRun.Place(node)}opset {_version}): {fault.Message}", fault);
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if (i >= outputs.Length)
            {
                throw new UnsupportedOperatorException(NodeRun.NameOf(node), $"{NodeRun.Place(node)}output {i} in opset {_version}");
            }

            if (node.Outputs[i].Length > 0)
            {
                values[node.Outputs[i]] = outputs[i];
            }
        }
    }

    private OperatorFormula Formula(NodeProto node) => OperatorTable.Find(NodeRun.NameOf(node), _version, NodeRun.Place(node));

    private void Keep(string name, Tensor tensor)
    {
        if (!_constants.TryAdd(name, tensor))
        {
            throw new ModelFileException($"The graph has two tensors '{name}'.");
        }
    }

    /// <summary>Each name stands for one value, and each node's inputs come before it; so there is no cycle.</summary>
    private void CheckNames()
    {
        var known = new HashSet<string>(_constants.Keys, StringComparer.Ordinal);
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in _graph.Inputs)
        {
            known.Add(input.Name);
            if (!inputs.Add(input.Name))
            {
                throw new ModelFileException($"The graph has two inputs '{input.Name}'.");
            }
        }

        foreach (var node in _graph.Nodes)
        {
            if (node.Inputs.FirstOrDefault(name => name.Length > 0 && !known.Contains(name)) is { } missing)
            {
                throw new ModelFileException(
                    $"{NodeRun.NameOf(node)} ({NodeRun.Place(node)}needs the value '{missing}', which nothing before it gives: "
                    + "it is missing, the nodes are in the wrong order, or they form a cycle).");
            }

            if (node.Outputs.FirstOrDefault(name => name.Length > 0 && !known.Add(name)) is { } twice)
            {
                throw new ModelFileException($"The graph has two values '{twice}'.");
            }
        }

        if (_graph.Outputs.FirstOrDefault(output => !known.Contains(output.Name)) is { } lost)
        {
            throw new ModelFileException($"No node gives the output '{lost.Name}'.");
        }
    }

    private static void CheckFits(ValueProto input, Tensor given)
    {
        var isShape = !input.HasShape || (input.Shape.Count == given.Shape.Length
            && input.Shape.Zip(given.Shape).All(pair => pair.First.Size < 0 || pair.First.Size == pair.Second));
        if ((input.Type != ElementType.Undefined && input.Type != given.Type) || !isShape)
        {
            throw new ModelFileException(
                $"The input '{input.Name}' must be {input.Type} [{string.Join(", ", input.Shape.Select(size => size.Size < 0 ? "?" : $"{size.Size}"))}]; "
                + $"{given.Type} {given.ShapeText} is given.");
        }
    }

    private static long VersionOf(ModelProto model)
    {
        var sets = model.OperatorSets.Where(set => set.Domain is "" or "ai.onnx").ToList();
        return sets switch
        {
            [var set] => set.Version,
            [] => 1,
            _ => throw new ModelFileException($"The model names {sets.Count} versions of ONNX's operators; one is needed."),
        };
    }
}
