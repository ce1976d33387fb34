using System.Globalization;

using Feedforward.Losses;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Import;
using Feedforward.Onnx.Wire;
using Feedforward.Tabular;

namespace Feedforward.Onnx;

/// <summary>
/// Reads feed-forward networks that other programs trained: PyTorch, Keras (tf2onnx), scikit-learn (skl2onnx), ML.NET. Their
/// nodes are recognised as layers, so that training can go on; what cannot be recognised is refused with the node's name and why.
/// </summary>
public static class OnnxNetwork
{
    /// <summary>Rounding of single precision, in networks of usual depth.</summary>
    private const double UsualDifference = 1e-5;

    /// <summary>More than rounding.</summary>
    private const double LargestDifference = 1e-3;

    /// <summary>Networks in ONNX files.</summary>
    extension(Network)
    {
        /// <summary>Reads a network of another program, or one of ours: see <see cref="OnnxNetwork"/>.</summary>
        /// <param name="path">The file.</param>
        /// <param name="options">What the graph does not say, or null.</param>
        /// <exception cref="ModelFileException">It is no ONNX file, or a node is not known; the message names it.</exception>
        public static ImportedNetwork FromOnnx(string path, ImportOptions? options = null) => Load(path, options);
    }

    /// <summary>Reads a network of another program, or one of ours.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the graph does not say, or null.</param>
    /// <exception cref="ModelFileException">It is no ONNX file, or a node is not known; the message names it.</exception>
    public static ImportedNetwork Load(string path, ImportOptions? options = null) =>
        ModelFile.Named(path, () => Of(WholeFile.Read(path), options ?? new ImportOptions()));

    /// <summary>Reads a network from a stream, to its end.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="options">What the graph does not say, or null.</param>
    /// <exception cref="ModelFileException">It is no ONNX file, or a node is not known; the message names it.</exception>
    public static ImportedNetwork Load(Stream stream, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Of(WholeFile.Read(stream), options ?? new ImportOptions());
    }

    /// <summary>Whether a file is ONNX but not of Feedforward. False where it cannot be read: reading it says why.</summary>
    /// <param name="path">The file.</param>
    public static bool IsForeign(string path)
    {
        try
        {
            var model = ModelProto.Of(WholeFile.Read(path));
            return model.Graph is not null && !StoredModel.IsOurs(model);
        }
        catch (ModelFileException)
        {
            return false;
        }
    }

    private static ImportedNetwork Of(ReadOnlyMemory<byte> bytes, ImportOptions options)
    {
        var model = ModelProto.Of(bytes);
        if (StoredModel.IsOurs(model))
        {
            return Ours(bytes);
        }

        var graph = model.Graph ?? throw new ModelFileException("This is not an ONNX file: it has no graph.");
        var allowance = new ReadAllowance((8L * bytes.Length) + (64 << 20));
        var (output, nodes) = OutputChoice.Of(graph, options.Output);
        var inputs = GraphInputs.Of(model, nodes);
        var value = GraphReading.Of(model, nodes, inputs.Values, output, allowance);
        var (end, link) = options.Task == LearningTask.Regression ? (value.Signal, OutputLink.None) : LinkRecognition.Of(value.Signal);
        var recognition = new LayerRecognition();
        var steps = recognition.Between(inputs.Signal, end);
        var network = Built(steps, inputs.Signal.Width, bytes.Length);
        var loss = LinkRecognition.LossOf(link) is var usual && link == OutputLink.None && options.Task is LearningTask.Binary or LearningTask.Multiclass
            ? network.Outputs == 1 ? Loss.BinaryCrossEntropy : Loss.SoftmaxCrossEntropy
            : usual;
        var classes = loss.Name == Loss.SoftmaxCrossEntropy.Name ? network.Outputs : loss.Name == Loss.BinaryCrossEntropy.Name && network.Outputs == 1 ? 2 : 0;
        var imported = new ImportedNetwork(network, loss)
        {
            Link = link,
            Classes = classes == 0 ? [] : ClassLabels.Of(graph, classes, allowance),
            Columns = inputs.Inputs.Count > 1 && inputs.Inputs.All(input => input.Width == 1) ? [.. inputs.Inputs.Select(input => input.Input.Name)] : [],
            Producer = $"{model.ProducerName} {model.ProducerVersion}".Trim(),
            Notices = [.. recognition.Notices],
        };
        return Compared(imported, ParityCheck.Of(model, nodes, inputs, output, imported, bytes.Length));
    }

    private static ImportedNetwork Compared(ImportedNetwork imported, (double? Difference, string? Why) check) => check.Difference switch
    {
        > LargestDifference => throw Refusal.OfGraph(string.Create(
            CultureInfo.InvariantCulture,
            $"the layers recognised in it predict something else than its nodes (by {check.Difference:0.0e+0} of the largest prediction)")),
        null => imported with { Notices = [.. imported.Notices, $"The network was not compared with the file's nodes: {check.Why}"] },
        > UsualDifference => imported with
        {
            Difference = check.Difference,
            Notices = [.. imported.Notices, string.Create(CultureInfo.InvariantCulture, $"Predictions differ from those of the file's nodes by up to {check.Difference:0.0e+0} of the largest: rounding, if nothing else.")],
        },
        _ => imported with { Difference = check.Difference },
    };

    private static ImportedNetwork Ours(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray());
        if (StoredModel.Read(bytes).Content == StoredModel.Network)
        {
            var (network, loss) = ModelFile.LoadNetwork(stream);
            return new ImportedNetwork(network, loss) { Producer = "Feedforward" };
        }

        var model = ModelFile.Load(stream);
        return model.Members == 1
            ? new ImportedNetwork(model.Network, model.Loss)
            {
                Classes = model.Classes,
                Columns = model.Preprocessing.FeatureNames,
                Producer = "Feedforward",
                Notices = ["The preprocessing of the table is not part of the network: its inputs are the prepared features, and a number it predicts is in the scale of the training."],
            }
            : throw new ModelFileException($"The file holds {model.Members} networks side by side; it is a model of a table and is read as that.");
    }

    private static Network Built(IReadOnlyList<Step> steps, int inputs, long length)
    {
        if (steps.Count == 0)
        {
            throw Refusal.OfGraph("it has no layer: its output is its input");
        }

        // Scales and shifts take memory for every feature however they are written; a small file cannot ask for gigabytes.
        var numbers = StepSequence.Numbers(steps, inputs);
        if (numbers > Math.Max(8 * length, 1 << 22))
        {
            throw Refusal.OfGraph($"its layers would need {numbers} parameters, far more than the file holds");
        }

        var pieces = StepSequence.Build(steps, inputs);
        var network = Network.Create(inputs, 0, [.. pieces.Select(piece => piece.Layer)]);
        float[] parameters = [.. pieces.SelectMany(piece => piece.Parameters)];
        float[] state = [.. pieces.SelectMany(piece => piece.State)];
        return Array.TrueForAll(parameters, float.IsFinite) && Array.TrueForAll(state, float.IsFinite)
            ? network.With(parameters, state)
            : throw Refusal.OfGraph("one of its weights is not a finite number in single precision");
    }
}
