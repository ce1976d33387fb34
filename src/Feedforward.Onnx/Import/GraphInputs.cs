using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Import;

/// <summary>The inputs that a graph's nodes read: side by side, in the graph's order, they are the features of an example.</summary>
internal sealed class GraphInputs
{
    private GraphInputs(InputSignal signal, IReadOnlyList<(ValueProto Input, int Width)> inputs, Dictionary<string, Value> values)
    {
        Signal = signal;
        Inputs = inputs;
        Values = values;
    }

    /// <summary>All features.</summary>
    public InputSignal Signal { get; }

    /// <summary>The inputs, and how many numbers an example has in each.</summary>
    public IReadOnlyList<(ValueProto Input, int Width)> Inputs { get; }

    /// <summary>What is known of each input by its name.</summary>
    public Dictionary<string, Value> Values { get; }

    /// <summary>Finds them.</summary>
    /// <param name="model">The file.</param>
    /// <param name="nodes">The nodes that are read.</param>
    public static GraphInputs Of(ModelProto model, IReadOnlyList<NodeProto> nodes)
    {
        var graph = model.Graph!;
        var read = nodes.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);
        var stored = graph.Initializers.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = graph.Inputs.Where(input => read.Contains(input.Name) && !stored.Contains(input.Name)).ToList();
        if (inputs.Count == 0)
        {
            throw Refusal.OfGraph("no input of it leads to the output");
        }

        var shapes = inputs.ConvertAll(input => Shape(input, model, nodes));
        var widths = shapes.ConvertAll(shape => shape.Aggregate(1L, (product, size) => product > ModelFormat.LargestSize ? product : product * size));
        var signal = new InputSignal(widths.Sum());
        var (values, first) = (new Dictionary<string, Value>(StringComparer.Ordinal), 0);
        for (var i = 0; i < inputs.Count; i++)
        {
            var own = inputs.Count == 1
                ? (Signal)signal
                : new StepSignal(null, new SelectionStep([.. Enumerable.Range(first, (int)widths[i])]), signal);
            if (!values.TryAdd(inputs[i].Name, new Value(own, shapes[i])))
            {
                throw Refusal.OfGraph($"it has two inputs called '{inputs[i].Name}'");
            }

            first += (int)widths[i];
        }

        return new GraphInputs(signal, [.. inputs.Zip(widths, (input, width) => (input, (int)width))], values);
    }

    /// <summary>The sizes behind that of the examples. One that the file leaves open is found where the input is used first.</summary>
    private static int[] Shape(ValueProto input, ModelProto model, IReadOnlyList<NodeProto> nodes)
    {
        if (input.Type is not (ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16 or ElementType.Int64 or ElementType.Int32))
        {
            throw Refusal.OfGraph($"its input '{input.Name}' holds elements of type {input.Type}; numbers are expected. Categories have to be numbers before the network");
        }

        if (input.Shape.Count == 0)
        {
            return [Width(input, model, nodes) ?? throw Open(input)];
        }

        var sizes = input.Shape.Skip(1).Select(dimension => dimension.Size).ToArray();
        if (sizes.Count(size => size < 0) == 1 && Width(input, model, nodes) is { } width)
        {
            sizes[Array.FindIndex(sizes, size => size < 0)] = width / Math.Max(1, sizes.Where(size => size > 0).Aggregate(1L, (product, size) => product * size));
        }

        return sizes.Length > 0 && Array.TrueForAll(sizes, size => size is > 0 and <= ModelFormat.LargestSize)
            ? [.. sizes.Select(size => (int)size)]
            : throw Open(input);
    }

    private static ModelFileException Open(ValueProto input) => Refusal.OfGraph(
        $"its input '{input.Name}' has shape [{string.Join(", ", input.Shape.Select(dimension => dimension.Size < 0 ? dimension.Symbol.Length > 0 ? dimension.Symbol : "?" : $"{dimension.Size}"))}]; "
        + "[N, features] with a known number of features is expected. Export it with that shape");

    /// <summary>The number of features that the first product, normalisation or scaler takes, through nodes that keep it.</summary>
    private static int? Width(ValueProto input, ModelProto model, IReadOnlyList<NodeProto> nodes)
    {
        var same = new HashSet<string>(StringComparer.Ordinal) { input.Name };
        var tensors = new Dictionary<string, TensorProto>(StringComparer.Ordinal);
        foreach (var tensor in model.Graph!.Initializers)
        {
            tensors[tensor.Name] = tensor;
        }

        foreach (var node in nodes.Where(node => node.Inputs.Count > 0 && same.Contains(node.Inputs[0])))
        {
            var second = node.Inputs.Count > 1 ? tensors.GetValueOrDefault(node.Inputs[1])?.Dimensions : null;
            long? width = node.Operator switch
            {
                "MatMul" when second is [var rows, _] => rows,
                "Gemm" when second is [var rows, var columns] => node.Attributes.Exists(attribute => attribute is { Name: "transB", Integer: not 0 }) ? columns : rows,
                "BatchNormalization" when second is [var features] => features,
                "Sub" or "Mul" or "Div" or "Add" when second is [.., > 1 and var features] => features,
                "Scaler" when node.Attributes.Find(attribute => attribute.Name is "scale" or "offset") is { Floats.Count: > 1 and var features } => features,
                _ => null,
            };
            if (width is > 0 and <= ModelFormat.LargestSize)
            {
                return (int)width;
            }

            same.UnionWith(node.Outputs);
        }

        return null;
    }
}
