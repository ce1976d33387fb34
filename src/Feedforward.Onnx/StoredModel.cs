using System.Globalization;
using System.Text;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx;

/// <summary>What a file of ours holds: a graph for any runtime, and beside it our own description of the model.</summary>
/// <param name="Content">What the description describes: <see cref="Table"/> or <see cref="Network"/>.</param>
/// <param name="Description">The model without its weights, as JSON.</param>
/// <param name="Graph">The computation, with the weights.</param>
internal sealed record StoredModel(string Content, string Description, GraphProto Graph)
{
    /// <summary>A model of a table.</summary>
    public const string Table = "table";

    /// <summary>A network alone.</summary>
    public const string Network = "network";

    /// <summary>The newest arrangement of the file that this version reads and the one it writes.</summary>
    public const int Format = 1;

    private const string Producer = "Feedforward";
    private const string FormatKey = "feedforward.format";
    private const string ContentKey = "feedforward.content";
    private const string DescriptionKey = "feedforward.model";
    private const string FeaturesKey = "feedforward.features";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The version of ONNX's operators that the graph is written for.</summary>
    public int Opset { get; init; } = Graphs.Opset.Usual;

    /// <summary>The names of the features, as JSON, where the graph begins with them; else null.</summary>
    public string? Features { get; init; }

    /// <summary>The texts by which the model is read back, by name.</summary>
    public IReadOnlyList<(string Key, string Text)> Texts =>
    [
        (FormatKey, Format.ToString(CultureInfo.InvariantCulture)), (ContentKey, Content), (DescriptionKey, Description),
        .. Features is null ? Array.Empty<(string, string)>() : [(FeaturesKey, Features)],
    ];

    /// <summary>Writes the file; the same model gives the same bytes.</summary>
    /// <exception cref="ModelFileException">The model is too large for one file.</exception>
    public void Write(Stream stream)
    {
        var model = new ModelProto
        {
            IrVersion = Graphs.Opset.IrVersion(Opset),
            OperatorSets = { new OperatorSetProto("", Opset), new OperatorSetProto(GraphBuilder.ClassicalDomain, Graphs.Opset.ClassicalVersion(Opset)) },
            ProducerName = Producer,
            ProducerVersion = typeof(StoredModel).Assembly.GetName().Version!.ToString(3),
            ModelVersion = 1,
            Graph = Graph,
        };
        foreach (var (key, text) in Texts)
        {
            model.Metadata.Add(new MetadataProto(key, Encoding.UTF8.GetBytes(text)));
        }

        if (WireWriter.Measure(model) is var length and > int.MaxValue)
        {
            throw new ModelFileException(
                $"The model needs {length} bytes; an ONNX file of one piece holds at most {int.MaxValue}. Use fewer units.");
        }

        // Fields are written one by one; the stream's owner need not have thought of that. Not disposed, as that would close it.
        var buffered = new BufferedStream(stream, 1 << 16);
        model.Write(new WireWriter(buffered));
        buffered.Flush();
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="ModelFileException">It is none; the message says what it is instead.</exception>
    public static StoredModel Read(ReadOnlyMemory<byte> bytes)
    {
        var model = ModelProto.Of(bytes);
        if (!IsOurs(model))
        {
            throw new ModelFileException(model switch
            {
                { ProducerName: Producer } => "The file is cut off: its end, with the description of the model, is missing.",
                { Graph: not null } => "This is an ONNX file, but Feedforward did not write it"
                    + (model.ProducerName.Length > 0 ? $" ('{model.ProducerName}' did)" : "")
                    + ". 'feedforward import' or Network.FromOnnx reads feed-forward networks of other programs.",
                _ => "This is not an ONNX file.",
            });
        }

        var format = Text(model, FormatKey);
        if (!int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            throw new ModelFileException($"The file says that it has format '{format}', which is none.");
        }

        if (number > Format)
        {
            throw new ModelFileException(
                $"The file was written by a newer Feedforward ({model.ProducerVersion}) in format {number}; this version reads formats up to {Format}. Update Feedforward.");
        }

        return new StoredModel(
            Text(model, ContentKey),
            Text(model, DescriptionKey),
            model.Graph ?? throw new ModelFileException("The file is damaged: it has no graph, where the weights are."));
    }

    /// <summary>Whether Feedforward wrote a file.</summary>
    public static bool IsOurs(ModelProto model) => model.Metadata.Exists(entry => entry.Key == FormatKey);

    /// <summary>The weights and the state of a network, from the graph's tensors of the same names.</summary>
    /// <param name="network">The network as described, with whatever numbers.</param>
    /// <exception cref="ModelFileException">A tensor is missing, twice there, or of another size.</exception>
    public (float[] Parameters, float[] State) Weights(Network network)
    {
        var tensors = new Dictionary<string, TensorProto>(StringComparer.Ordinal);
        foreach (var tensor in Graph.Initializers)
        {
            if (!tensors.TryAdd(tensor.Name, tensor))
            {
                throw new ModelFileException($"The file is damaged: it has two tensors '{tensor.Name}'.");
            }
        }

        var parameters = new float[network.Parameters.Length];
        var state = new float[network.State.Length];
        foreach (var place in NetworkTensor.Of(network))
        {
            if (!tensors.TryGetValue(place.Name, out var tensor))
            {
                throw new ModelFileException($"The weights '{place.Name}' that the model's description needs are not in the file.");
            }

            tensor.CopyTo((place.IsState ? state : parameters).AsSpan(place.Offset, place.Length), place.Shape);
        }

        return (parameters, state);
    }

    private static string Text(ModelProto model, string key)
    {
        var entries = model.Metadata.Where(entry => entry.Key == key).ToList();
        try
        {
            return entries.Count == 1
                ? StrictUtf8.GetString(entries[0].Utf8.Span)
                : throw new ModelFileException($"The file is damaged: it has {entries.Count} entries '{key}' where one is needed.");
        }
        catch (DecoderFallbackException fault)
        {
            throw new ModelFileException($"The file is damaged: its entry '{key}' is not UTF-8.", fault);
        }
    }
}
