using Feedforward.Layers;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Operators;

namespace Feedforward.Onnx.Import;

/// <summary>
/// Runs the file's own nodes one by one beside the network that was made of them. The two have nothing in common: a node that was
/// misunderstood shows as a difference.
/// </summary>
internal static class ParityCheck
{
    private const int Examples = 5;
    private const long Memory = 1L << 28;

    /// <summary>The largest difference of a prediction, relative to the largest prediction; null and why where the nodes cannot be run.</summary>
    /// <param name="model">The file.</param>
    /// <param name="nodes">The nodes that the network was made of.</param>
    /// <param name="inputs">The graph's inputs.</param>
    /// <param name="output">The graph's output.</param>
    /// <param name="imported">The network.</param>
    /// <param name="length">Bytes of the file.</param>
    public static (double? Difference, string? Why) Of(
        ModelProto model, IReadOnlyList<NodeProto> nodes, GraphInputs inputs, string output, ImportedNetwork imported, long length)
    {
        try
        {
            var evaluator = new GraphEvaluator(Part(model, nodes, inputs, output), length);
            var (difference, largest) = (0.0, 0.0);
            for (var i = 0; i < Examples; i++)
            {
                var x = Example(i, imported.Network);
                var expected = Numbers(evaluator.Run(Given(inputs, x), Memory, CancellationToken.None)[0]);
                var computed = Predicted(imported, x);
                if (expected.Length != computed.Length)
                {
                    return (double.PositiveInfinity, null);
                }

                for (var j = 0; j < expected.Length; j++)
                {
                    largest = Math.Max(largest, Math.Abs(expected[j]));
                    difference = Math.Max(difference, expected[j].Equals(computed[j]) ? 0 : Math.Abs(expected[j] - computed[j]));
                }
            }

            return (difference == 0 ? 0 : double.IsNaN(difference) ? double.PositiveInfinity : difference / largest, null);
        }
        catch (Exception fault) when (fault is UnsupportedOperatorException or ModelFileException)
        {
            return (null, fault.Message);
        }
    }

    private static ModelProto Part(ModelProto model, IReadOnlyList<NodeProto> nodes, GraphInputs inputs, string output)
    {
        var graph = new GraphProto { Outputs = { new ValueProto { Name = output, Type = ElementType.Float } } };
        var read = nodes.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);
        graph.Nodes.AddRange(nodes);
        graph.Initializers.AddRange(model.Graph!.Initializers.Where(tensor => read.Contains(tensor.Name)));
        graph.Inputs.AddRange(inputs.Inputs.Select(entry => new ValueProto { Name = entry.Input.Name, Type = entry.Input.Type }));
        foreach (var input in graph.Inputs)
        {
            input.Shape.AddRange(inputs.Values[input.Name].Shape.Select(size => new Dimension(size)).Prepend(Dimension.Rows));
        }

        var part = new ModelProto { IrVersion = model.IrVersion, Graph = graph };
        part.OperatorSets.AddRange(model.OperatorSets);
        return part;
    }

    /// <summary>Numbers of no pattern around 0; where a network looks categories up, 0 and 1, which every table has.</summary>
    private static float[] Example(int row, Network network)
    {
        var hasCategories = network.Layers.Any(Looks);
        var x = new float[network.Inputs];
        for (var j = 0; j < x.Length; j++)
        {
            // Digits of multiples of the golden ratio lie evenly and in no order.
            var place = ((row * x.Length) + j + 1) * 0.6180339887498949 % 1;
            x[j] = hasCategories ? (place < 0.5 ? 0 : 1) : (float)((4 * place) - 2);
        }

        return x;
    }

    private static bool Looks(Layer layer) => layer is CategoryEmbedding { Categories: > 1 } || layer.Children.Any(Looks);

    private static Dictionary<string, Tensor> Given(GraphInputs inputs, float[] x)
    {
        var (given, first) = (new Dictionary<string, Tensor>(StringComparer.Ordinal), 0);
        foreach (var (input, width) in inputs.Inputs)
        {
            var numbers = x.AsSpan(first, width).ToArray();
            int[] shape = [1, .. inputs.Values[input.Name].Shape];
            given.Add(input.Name, input.Type switch
            {
                ElementType.Float => new TensorOf<float>(ElementType.Float, shape, numbers),
                ElementType.Double => new TensorOf<double>(ElementType.Double, shape, Array.ConvertAll(numbers, number => (double)number)),
                ElementType.Int64 => new TensorOf<long>(ElementType.Int64, shape, Array.ConvertAll(numbers, number => (long)number)),
                ElementType.Int32 => new TensorOf<int>(ElementType.Int32, shape, Array.ConvertAll(numbers, number => (int)number)),
                _ => throw new ModelFileException($"Inputs of type {input.Type} are not run."),
            });
            first += width;
        }

        return given;
    }

    private static double[] Numbers(Tensor tensor) => tensor switch
    {
        TensorOf<float> single => Array.ConvertAll(single.Values, number => (double)number),
        TensorOf<double> twice => twice.Values,
        _ => throw new ModelFileException($"The output is of type {tensor.Type}."),
    };

    private static double[] Predicted(ImportedNetwork imported, float[] x)
    {
        var outputs = imported.Network.Forward(new Matrix<float>(x, 1, x.Length));
        if (imported.Link != OutputLink.None)
        {
            imported.Loss.Predict(outputs);
        }

        var row = Array.ConvertAll(outputs.Row(0).ToArray(), number => (double)number);
        return imported.Link switch
        {
            OutputLink.LogarithmOfSoftmax => Array.ConvertAll(row, Math.Log),
            OutputLink.BothClasses => [1 - row[0], row[0]],
            _ => row,
        };
    }
}
