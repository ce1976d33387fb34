using Feedforward.Onnx.Format;
using Feedforward.Onnx.Operators;
using Feedforward.Onnx.Wire;

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

using Tensor = Feedforward.Onnx.Operators.Tensor;

namespace Feedforward.Onnx.Tests.Operators;

/// <summary>A model of one node, run by the evaluator and by Microsoft.ML.OnnxRuntime.</summary>
internal sealed record OneNode(string Operator, long Version, Tensor?[] Inputs, params AttributeProto[] Attributes)
{
    public int Outputs { get; init; } = 1;

    public ModelProto Model()
    {
        var node = new NodeProto { Name = "node", Operator = Operator };
        node.Attributes.AddRange(Attributes);
        var graph = new GraphProto { Name = "one", Nodes = { node } };
        for (var i = 0; i < Inputs.Length; i++)
        {
            node.Inputs.Add(Inputs[i] is null ? "" : $"x{i}");
            if (Inputs[i] is { } input)
            {
                graph.Inputs.Add(new ValueProto { Name = $"x{i}", Type = input.Type, HasShape = false });
            }
        }

        for (var i = 0; i < Outputs; i++)
        {
            node.Outputs.Add($"y{i}");
            graph.Outputs.Add(new ValueProto { Name = $"y{i}", HasShape = false });
        }

        return new ModelProto { IrVersion = 8, OperatorSets = { new OperatorSetProto("", Version) }, Graph = graph };
    }

    public IReadOnlyList<Tensor> Run()
    {
        var inputs = Inputs.Select((tensor, i) => (Name: $"x{i}", tensor)).Where(input => input.tensor is not null).ToDictionary(input => input.Name, input => input.tensor!);
        return new GraphEvaluator(Model(), 0).Run(inputs, GraphEvaluator.UsualMemory, TestContext.Current.CancellationToken);
    }

    /// <summary>Both programs give the same.</summary>
    public void AssertAgrees(double relative = 1e-5, double absolute = 1e-7)
    {
        var ours = Run();
        var model = Model();
        for (var i = 0; i < ours.Count; i++)
        {
            model.Graph!.Outputs[i].Type = ours[i].Type;
        }

        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var session = new InferenceSession(OnnxRun.Bytes(model), options);
        using var theirs = session.Run([.. Inputs.Select((tensor, i) => (tensor, i)).Where(input => input.tensor is not null).Select(input => Given($"x{input.i}", input.tensor!))]);
        for (var i = 0; i < ours.Count; i++)
        {
            var comparison = TensorComparison.Of(ours[i], Taken(theirs[i], ours[i].Type), relative, absolute, new ReadAllowance(1 << 28));
            Assert.True(
                comparison.IsEqual,
                $"{Operator} opset {Version} of {string.Join(", ", Inputs.Select(input => input?.ShapeText))}, output {i}: {string.Join("; ", comparison.Differences)}");
        }
    }

    private static NamedOnnxValue Given(string name, Tensor tensor) => tensor switch
    {
        TensorOf<float> t => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(t.Values, t.Shape)),
        TensorOf<double> t => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(t.Values, t.Shape)),
        TensorOf<int> t => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<int>(t.Values, t.Shape)),
        TensorOf<long> t => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(t.Values, t.Shape)),
        TensorOf<byte> t => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<byte>(t.Values, t.Shape)),
        TensorOf<bool> t => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<bool>(t.Values, t.Shape)),
        TensorOf<string> t => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<string>(t.Values, t.Shape)),
        _ => throw new ArgumentOutOfRangeException(nameof(tensor), tensor.Type, "not in these tests"),
    };

    private static Tensor Taken(DisposableNamedOnnxValue value, ElementType type) => type switch
    {
        ElementType.Float => Taken<float>(value, type),
        ElementType.Double => Taken<double>(value, type),
        ElementType.Int32 => Taken<int>(value, type),
        ElementType.Int64 => Taken<long>(value, type),
        ElementType.UInt8 => Taken<byte>(value, type),
        ElementType.Bool => Taken<bool>(value, type),
        _ => Taken<string>(value, type),
    };

    private static TensorOf<T> Taken<T>(DisposableNamedOnnxValue value, ElementType type)
    {
        var tensor = value.AsTensor<T>();
        return new TensorOf<T>(type, tensor.Dimensions.ToArray(), [.. tensor]);
    }
}
