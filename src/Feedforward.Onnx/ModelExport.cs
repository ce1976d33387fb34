using System.Text;
using System.Text.Json;
using Feedforward.Onnx.Graphs;
using Feedforward.Onnx.SourceCode;
using Feedforward.Tabular;
using Feedforward.Tabular.Safetensors;

namespace Feedforward.Onnx;

/// <summary>
/// A model of a table in the forms that other programs take: ONNX of a chosen opset, with the preprocessing or without, safetensors, a C#
/// file, readable JSON. The same model gives the same bytes.
/// </summary>
public static class ModelExport
{
    /// <summary>The oldest opset that a graph can be written for.</summary>
    public const int LowestOpset = Opset.Lowest;

    /// <summary>The opset that model files have.</summary>
    public const int UsualOpset = Opset.Usual;

    /// <summary>The newest opset that a graph can be written for.</summary>
    public const int HighestOpset = Opset.Highest;

    /// <summary>Writes an ONNX file, which <see cref="ModelFile.Load(string)"/> reads too.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; it stays open.</param>
    /// <param name="opset">The version of ONNX's operators, from <see cref="LowestOpset"/> to <see cref="HighestOpset"/>.</param>
    /// <param name="withPreprocessing">
    /// True for a graph that takes the raw columns; false for one that takes what <see cref="TabularModel.Encode"/> gives, as one input
    /// <c>features</c>, float [N,d].
    /// </param>
    /// <exception cref="ModelFileException">A part of the model has no form in ONNX, or needs an operator that begins with a later opset.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such opset.</exception>
    public static void ToOnnx(TabularModel model, Stream stream, int opset = UsualOpset, bool withPreprocessing = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        Opset.Check(opset);
        new StoredModel(StoredModel.Table, model.ToJson(), TableGraph.Of(model, opset, withPreprocessing))
        {
            Opset = opset,
            Features = withPreprocessing ? null : FeatureNames(model),
        }.Write(stream);
    }

    /// <summary>Writes the weights under the names that they have in the ONNX file, in single precision; the metadata describe the model as there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; it stays open.</param>
    public static void ToSafetensors(TabularModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var network = model.Network;
        var tensors = NetworkTensor.Of(network).Select(tensor => SafetensorsTensor.Of(
            tensor.Name, (tensor.IsState ? network.State : network.Parameters).Slice(tensor.Offset, tensor.Length), tensor.Shape));
        var metadata = new OrderedDictionary<string, string>();
        foreach (var (key, text) in new StoredModel(StoredModel.Table, model.ToJson(), new()).Texts)
        {
            metadata.Add(key, text);
        }

        new SafetensorsFile([.. tensors], metadata).Write(stream);
    }

    /// <summary>Writes a C# file that predicts from a record of the columns and needs nothing but the framework.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file, in UTF-8; it stays open.</param>
    /// <param name="className">What the class is to be called; what is no part of a name in C# is left out.</param>
    /// <exception cref="ModelFileException">A part of the model has no form in C#.</exception>
    public static void ToCSharp(TabularModel model, Stream stream, string className)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(className);
        stream.Write(Encoding.UTF8.GetBytes(CSharpFile.Of(model, className)));
    }

    /// <summary>Writes the whole model as readable JSON: schema, preprocessing, layers, how it was trained, weights.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file, in UTF-8; it stays open.</param>
    public static void ToJson(TabularModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        ReadableJson.Write(model, stream);
    }

    private static string FeatureNames(TabularModel model)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var name in model.Preprocessing.FeatureNames)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
