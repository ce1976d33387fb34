using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Import;

/// <summary>
/// Which of a graph's outputs is the network's: the one that is computed from all others. Labels (whole numbers, texts, truth values)
/// are not meant, nor are columns handed on as they came; a list of probabilities by name is what it was made of.
/// </summary>
internal static class OutputChoice
{
    private const string ZipMap = "ZipMap";
    private const int MostNames = 100;
    private const int MostOutputs = 10_000;
    private const int MostNodes = 5_000;

    /// <summary>The name of the value, and the nodes that lead to it in the file's order.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="wanted">The output's name, or null to choose.</param>
    /// <exception cref="ModelFileException">There is no such output, or several could be meant.</exception>
    public static (string Name, IReadOnlyList<NodeProto> Nodes) Of(GraphProto graph, string? wanted)
    {
        if (graph.Nodes.Count > MostNodes || graph.Outputs.Count > MostOutputs)
        {
            throw Refusal.OfGraph($"it has {graph.Nodes.Count} nodes and {graph.Outputs.Count} outputs; a feed-forward network has fewer than {MostNodes} and {MostOutputs}");
        }

        var producers = Producers(graph);
        var names = graph.Outputs.ConvertAll(output => output.Name);
        if (wanted is not null)
        {
            return names.Contains(wanted)
                ? Way(graph, producers, Unzipped(producers, wanted))
                : throw Refusal.OfGraph($"it has no output '{wanted}'; its outputs are {string.Join(", ", names)}");
        }

        var candidates = graph.Outputs
            .Where(output => output.Type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16 || IsZipped(producers, output.Name))
            .Select(output => Way(graph, producers, Unzipped(producers, output.Name)))
            .Where(way => way.Nodes.Count > 0)
            .ToList();

        // An output that another is computed from is a part of the way to it.
        var passed = candidates.SelectMany(way => way.Nodes.SkipLast(1)).ToHashSet();
        var last = candidates.Where(way => !passed.Contains(way.Nodes[^1])).DistinctBy(way => way.Name).ToList();
        return last.Count switch
        {
            1 => last[0],
            0 => throw Refusal.OfGraph($"none of its outputs ({string.Join(", ", names)}) is a row of numbers that is computed from its inputs; export it with its scores or probabilities"),
            _ => throw Refusal.OfGraph($"it has several outputs ({string.Join(", ", last.Select(way => way.Name))}), none of which is computed from the others. Name one of them (--output)"),
        };
    }

    private static Dictionary<string, NodeProto> Producers(GraphProto graph)
    {
        var producers = new Dictionary<string, NodeProto>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(output => output.Length > 0))
            {
                if (!producers.TryAdd(output, node))
                {
                    throw Refusal.At(node, $"another node gives '{output}' too");
                }
            }
        }

        return producers;
    }

    private static bool IsZipped(Dictionary<string, NodeProto> producers, string output) => producers.TryGetValue(output, out var node) && node.Operator == ZipMap;

    /// <summary>What an output is made of where it is only another name for it, or a list by name.</summary>
    private static string Unzipped(Dictionary<string, NodeProto> producers, string output)
    {
        for (var steps = 0; steps < MostNames && producers.TryGetValue(output, out var node) && node.Operator is ZipMap or "Identity" && node.Inputs is [var input, ..]; steps++)
        {
            output = input;
        }

        return output;
    }

    /// <summary>The nodes that lead to a value.</summary>
    private static (string Name, IReadOnlyList<NodeProto> Nodes) Way(GraphProto graph, Dictionary<string, NodeProto> producers, string name)
    {
        var found = new HashSet<NodeProto>();
        var open = new Stack<string>([name]);
        while (open.TryPop(out var value))
        {
            if (producers.TryGetValue(value, out var node) && found.Add(node))
            {
                foreach (var input in node.Inputs)
                {
                    open.Push(input);
                }
            }
        }

        return (name, [.. graph.Nodes.Where(found.Contains)]);
    }
}
