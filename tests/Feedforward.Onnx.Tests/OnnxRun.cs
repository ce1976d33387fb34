using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Feedforward.Onnx.Tests;

/// <summary>Runs a model in Microsoft.ML.OnnxRuntime, the independent judge of what we write.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly List<NamedOnnxValue> _inputs = [];

    public OnnxRun(byte[] model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(model, options);
    }

    public OnnxRun(ModelProto model)
        : this(Bytes(model))
    {
    }

    public IReadOnlyCollection<string> InputNames => [.. _session.InputMetadata.Keys];

    public IReadOnlyCollection<string> OutputNames => [.. _session.OutputMetadata.Keys];

    public static byte[] Bytes(IWireMessage message)
    {
        using var stream = new MemoryStream();
        message.Write(new WireWriter(stream));
        return stream.ToArray();
    }

    public OnnxRun With(string name, float[] values, int width = 1)
    {
        _inputs.Add(NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(values, [values.Length / width, width])));
        return this;
    }

    public OnnxRun With(string name, string[] values)
    {
        _inputs.Add(NamedOnnxValue.CreateFromTensor(name, new DenseTensor<string>(values, [values.Length, 1])));
        return this;
    }

    public float[] Floats(string output)
    {
        using var results = _session.Run(_inputs, [output]);
        return [.. results[0].AsTensor<float>()];
    }

    public string[] Texts(string output)
    {
        using var results = _session.Run(_inputs, [output]);
        return [.. results[0].AsTensor<string>()];
    }

    public void Dispose() => _session.Dispose();
}
