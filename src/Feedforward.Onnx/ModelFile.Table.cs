using Feedforward.Onnx.Graphs;
using Feedforward.Tabular;

namespace Feedforward.Onnx;

/// <content>Models of a table.</content>
public static partial class ModelFile
{
    /// <summary>Writes a model of a table to a file: into a new file beside it first, flushed to the disk, then renamed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where the file shall be; what is there is replaced.</param>
    /// <exception cref="ModelFileException">The file cannot be written, or the model has a part that ONNX cannot express.</exception>
    public static void Save(TabularModel model, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Write(Stored(model), path);
    }

    /// <summary>Writes a model of a table to a stream.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; it stays open.</param>
    /// <exception cref="ModelFileException">The model has a part that ONNX cannot express.</exception>
    public static void Save(TabularModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stored(model).Write(stream);
    }

    /// <summary>Reads a model of a table that <see cref="Save(TabularModel, string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is none of ours, damaged, cut off or newer; the message says which.</exception>
    public static TabularModel Load(string path) => Named(path, () => Table(WholeFile.Read(path)));

    /// <summary>Reads a model of a table from a stream, to its end.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <exception cref="ModelFileException">It is none of ours, damaged, cut off or newer; the message says which.</exception>
    public static TabularModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Table(WholeFile.Read(stream));
    }

    /// <summary>Whether a file is a model of a table that Feedforward wrote. False where it cannot be read: reading it says why.</summary>
    internal static bool IsTable(string path)
    {
        try
        {
            return StoredModel.Read(WholeFile.Read(path)).Content == StoredModel.Table;
        }
        catch (ModelFileException)
        {
            return false;
        }
    }

    private static StoredModel Stored(TabularModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new StoredModel(StoredModel.Table, model.ToJson(), TableGraph.Of(model));
    }

    private static TabularModel Table(ReadOnlyMemory<byte> bytes)
    {
        var stored = Expecting(StoredModel.Table, bytes);
        var model = TabularModel.FromJson(stored.Description, bytes.Length / sizeof(float));
        var (parameters, state) = stored.Weights(model.Network);
        return model.WithParameters(parameters, state);
    }
}
