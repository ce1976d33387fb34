using Feedforward.Losses;
using Feedforward.Onnx.Graphs;
using Feedforward.Tabular;

namespace Feedforward.Onnx;

/// <summary>
/// The model file: one ONNX file (opset 17, ai.onnx.ml 3) that holds the whole model from the raw columns to the
/// prediction, for any ONNX runtime, and that Feedforward reads back bit by bit.
/// </summary>
/// <remarks>
/// <para>Inputs, N rows each, named like the columns. A number, and a category whose cells are numbers: float [N,1],
/// missing is NaN. Any other category: string [N,1], missing is the empty text, a text that training never saw is none
/// of the categories. A truth value: string [N,1], <c>true</c>, <c>false</c> or empty. A date: one float [N,1] for each
/// part, named <c>column.year</c>, <c>.month</c>, <c>.day</c>, <c>.dayOfWeek</c> (Monday is 1) and, where training had
/// times, <c>.hour</c> (with its fraction), all NaN where missing. A vector: float [N,width]. A column that is called
/// like an output has "input." before its name.</para>
/// <para>Outputs: <c>label</c> (string [N]) and <c>probabilities</c> (float [N,C], in the order of the classes, two
/// columns for two classes), or <c>prediction</c> (float [N,1]), where the network learned the variance too <c>deviation</c>
/// (float [N,1]), and where the model has intervals <c>lower</c> and <c>upper</c> (float [N,1]).</para>
/// <para>The same model gives the same bytes: there is no clock, host name or path in the file.</para>
/// </remarks>
public static partial class ModelFile
{
    /// <summary>Writes a network that has no table: input <c>x</c>, float [N,inputs]; classes are called 0, 1, ….</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss it was trained with, which owns the link to the prediction.</param>
    /// <param name="path">Where the file shall be; what is there is replaced.</param>
    /// <exception cref="ModelFileException">The file cannot be written, or the network has a part that ONNX cannot express.</exception>
    public static void Save(Network network, Loss loss, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Write(Stored(network, loss), path);
    }

    /// <summary>Writes a network that has no table to a stream, as <see cref="Save(Network, Loss, string)"/> does.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss it was trained with.</param>
    /// <param name="stream">Takes the file; it stays open.</param>
    /// <exception cref="ModelFileException">The network has a part that ONNX cannot express.</exception>
    public static void Save(Network network, Loss loss, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stored(network, loss).Write(stream);
    }

    /// <summary>Reads a network that <see cref="Save(Network, Loss, string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is none of ours, damaged, cut off or newer; the message says which.</exception>
    public static (Network Network, Loss Loss) LoadNetwork(string path) => Named(path, () => Network(WholeFile.Read(path)));

    /// <summary>Reads a network without a table from a stream, to its end.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <exception cref="ModelFileException">It is none of ours, damaged, cut off or newer; the message says which.</exception>
    public static (Network Network, Loss Loss) LoadNetwork(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Network(WholeFile.Read(stream));
    }

    private static StoredModel Stored(Network network, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        return new StoredModel(StoredModel.Network, NetworkDescription.Write(network, loss), NetworkGraph.Of(network, loss));
    }

    private static (Network Network, Loss Loss) Network(ReadOnlyMemory<byte> bytes)
    {
        var stored = Expecting(StoredModel.Network, bytes);
        var (network, loss) = NetworkDescription.Read(stored.Description, bytes.Length / sizeof(float));
        var (parameters, state) = stored.Weights(network);
        return (network.With(parameters, state), loss);
    }

    private static StoredModel Expecting(string content, ReadOnlyMemory<byte> bytes)
    {
        var stored = StoredModel.Read(bytes);
        return stored.Content == content
            ? stored
            : throw new ModelFileException($"The file holds a {stored.Content}, not a {content}.");
    }

    private static void Write(StoredModel stored, string path)
    {
        try
        {
            SafeReplacement.Write(path, stored.Write);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"The model cannot be written to '{path}': {fault.Message}", fault);
        }
    }

    /// <summary>Puts the file's name before the message of whatever is wrong with it.</summary>
    internal static T Named<T>(string path, Func<T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return read();
        }
        catch (ModelFileException fault)
        {
            throw new ModelFileException($"{path}: {fault.Message}", fault.InnerException);
        }
    }
}
