using Feedforward.Onnx.Format;
using Feedforward.Onnx.Operators;
using Feedforward.Onnx.Tests.Operators;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Tests.Hostile;

/// <summary>Valid models as other programs might write them, with every field the reader knows.</summary>
internal static class SmallGraphs
{
    public static IReadOnlyList<ModelProto> All { get; } = [Perceptron(), Shapes(), Constants()];

    /// <summary>Raw, typed, packed, texts.</summary>
    public static IReadOnlyList<TensorProto> Tensors { get; } =
    [
        TensorProto.Of("raw", [1f, 2, 3, 4, 5, 6], 2, 3),
        TensorProto.Of("integers", [1L, 2], 2),
        TensorProto.Of("texts", ["a", "bc", "äöü"]),
        Values.Random(1, 3, 4).In(ElementType.Float16).ToMessage("half"),
        Typed([0x08, 2, 0x10, 1, 0x22, 8, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0]),
        Typed([0x08, 3, 0x10, 7, 0x3A, 12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 1, 2]),
        Typed([0x08, 3, 0x10, 9, 0x2A, 3, 0, 1, 1]),
        Typed([0x08, 1, 0x10, 11, 0x52, 8, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]),
    ];

    /// <summary>Two layers and a softmax.</summary>
    private static ModelProto Perceptron() => Model(
        [
            Node("Gemm", ["x", "w0", "b0"], "a", AttributeProto.Of("alpha", 0.5f), AttributeProto.Of("transB", 1L)),
            Node("LayerNormalization", ["a", "s", ""], "n", AttributeProto.Of("epsilon", 0.01f)),
            Node("Gelu", ["n"], "h", AttributeProto.Of("approximate", "tanh")),
            Node("Dropout", ["h"], "d"),
            Node("MatMul", ["d", "w1"], "o"),
            Node("Add", ["o", "b1"], "z"),
            Node("Softmax", ["z"], "y", AttributeProto.Of("axis", -1L)),
        ],
        [
            Values.Random(1, 5, 3).ToMessage("w0"), Values.Random(2, 5).ToMessage("b0"), Values.Random(3, 5).ToMessage("s"),
            Values.Random(4, 5, 2).ToMessage("w1"), Values.Random(5, 2).ToMessage("b1"),
        ]);

    /// <summary>Elements that move.</summary>
    private static ModelProto Shapes() => Model(
        [
            Node("Reshape", ["x", "shape"], "r"),
            Node("Transpose", ["r"], "t", AttributeProto.OfIntegers("perm", 1, 0)),
            Node("Concat", ["t", "t"], "c", AttributeProto.Of("axis", 1L)),
            Node("Gather", ["c", "places"], "g", AttributeProto.Of("axis", 0L)),
            Node("Unsqueeze", ["g", "axes"], "u"),
            Node("Flatten", ["u"], "f"),
            Node("Clip", ["f", "", "high"], "k"),
            Node("Cast", ["k"], "i", AttributeProto.Of("to", 7L)),
            Node("Cast", ["i"], "y", AttributeProto.Of("to", 1L)),
        ],
        [TensorProto.Of("shape", [3L, -1], 2), TensorProto.Of("places", [0L, -1], 2), TensorProto.Of("axes", [0L], 1), TensorProto.Of("high", [1f])]);

    /// <summary>Every form of a constant, and typed weights.</summary>
    private static ModelProto Constants()
    {
        var typed = Typed([0x08, 3, 0x10, 1, 0x22, 12, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0]);
        typed.Name = "typed";
        var sparse = new SparseTensorProto { Values = TensorProto.Of("sparse", [2f], 1), Indices = TensorProto.Of("", [1L], 1), Dimensions = { 3 } };
        var model = Model(
            [
                Node("Constant", [], "c", AttributeProto.Of("value", Values.Random(6, 3).ToMessage("v"))),
                Node("Constant", [], "f", AttributeProto.Of("value_floats", [1f, 2f, 3f])),
                Node("Constant", [], "s", new AttributeProto { Name = "sparse_value", Kind = AttributeProto.ValueKind.SparseTensor, SparseTensor = sparse }),
                Node("Constant", [], "t", AttributeProto.Of("value_strings", (IEnumerable<string>)["a", "b"])),
                Node("Mul", ["x", "c"], "m"),
                Node("Sub", ["m", "typed"], "n"),
                Node("Div", ["n", "f"], "o"),
                Node("Add", ["o", "sparse"], "p"),
                Node("BatchNormalization", ["p", "f", "c", "typed", "f"], "y"),
            ],
            [typed]);
        model.Graph!.SparseInitializers.Add(sparse);
        return model;
    }

    private static ModelProto Model(NodeProto[] nodes, TensorProto[] weights)
    {
        var graph = new GraphProto
        {
            Name = "small",
            Inputs = { new ValueProto { Name = "x", Type = ElementType.Float, Shape = { Dimension.Rows, new Dimension(3) }, Documentation = "three numbers" } },
            Outputs = { new ValueProto { Name = "y", Type = ElementType.Float, HasShape = false } },
        };
        graph.Nodes.AddRange(nodes);
        graph.Initializers.AddRange(weights);
        return new ModelProto
        {
            IrVersion = 10,
            ProducerName = "somebody",
            OperatorSets = { new OperatorSetProto("", 20), new OperatorSetProto("ai.onnx.ml", 3) },
            Metadata = { new MetadataProto("key", "value"u8.ToArray()) },
            Graph = graph,
        };
    }

    private static NodeProto Node(string operation, string[] inputs, string output, params AttributeProto[] attributes)
    {
        var node = new NodeProto { Name = "n/" + output, Operator = operation, Outputs = { output } };
        node.Inputs.AddRange(inputs);
        node.Attributes.AddRange(attributes);
        return node;
    }

    private static TensorProto Typed(byte[] message) => TensorProto.Read(new WireReader(message));
}
