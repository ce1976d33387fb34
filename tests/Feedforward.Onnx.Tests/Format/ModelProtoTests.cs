using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Tests.Format;

public sealed class ModelProtoTests
{
    [Fact]
    public void ReadsBackEveryFieldItWrote()
    {
        var model = Sample();
        var bytes = OnnxRun.Bytes(model);
        Assert.Equal(WireWriter.Measure(model), bytes.Length);

        var read = ModelProto.Read(new WireReader(bytes));
        Assert.Equal(8, read.IrVersion);
        Assert.Equal("Feedforward", read.ProducerName);
        Assert.Equal([new OperatorSetProto("", 17), new OperatorSetProto("ai.onnx.ml", 3)], read.OperatorSets);
        Assert.Equal("{}"u8, read.Metadata[0].Utf8.Span);
        var node = Assert.Single(read.Graph!.Nodes);
        Assert.Equal(["x", "cat"], node.Inputs);
        Assert.Equal(["a", "b"], node.Attributes[0].Texts.Select(text => System.Text.Encoding.UTF8.GetString(text.Span)));
        Assert.Equal(1, node.Attributes[1].Integer);
        Assert.Equal(0.25f, node.Attributes[2].Float);
        var weights = new float[2];
        read.Graph.Initializers[0].CopyTo(weights, 2);
        Assert.Equal([1.5f, -2f], weights);
        Assert.Equal([Dimension.Rows, new Dimension(3)], read.Graph.Inputs[0].Shape);
        Assert.Equal(bytes, OnnxRun.Bytes(read));
    }

    [Fact]
    public void EveryCutIsRefusedOrLeavesAPart()
    {
        var bytes = OnnxRun.Bytes(Sample());
        var refused = 0;
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                ModelProto.Read(new WireReader(bytes.AsMemory(0, length)));
            }
            catch (ModelFileException)
            {
                refused++;
            }
        }

        Assert.True(refused > bytes.Length / 2, $"{refused} of {bytes.Length}");
    }

    private static ModelProto Sample()
    {
        var node = new NodeProto { Name = "n", Operator = "OneHotEncoder", Domain = "ai.onnx.ml", Inputs = { "x", "cat" }, Outputs = { "y" } };
        node.Attributes.AddRange(
            [AttributeProto.Of("cats_strings", ["a", "b"]), AttributeProto.Of("zeros", 1L), AttributeProto.Of("alpha", 0.25f)]);
        return new ModelProto
        {
            IrVersion = 8,
            ProducerName = "Feedforward",
            OperatorSets = { new OperatorSetProto("", 17), new OperatorSetProto("ai.onnx.ml", 3) },
            Metadata = { new MetadataProto("feedforward", "{}"u8.ToArray()) },
            Graph = new GraphProto
            {
                Name = "g",
                Nodes = { node },
                Initializers = { TensorProto.Of("w", [1.5f, -2f], 2), TensorProto.Of("t", ["a", "b"]), TensorProto.Of("i", [3L], 1) },
                Inputs = { new ValueProto { Name = "x", Type = ElementType.Float, Shape = { Dimension.Rows, new Dimension(3) } } },
                Outputs = { new ValueProto { Name = "y", Type = ElementType.Float, Shape = { Dimension.Rows } } },
            },
        };
    }
}
