using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>The computation: nodes in an order in which they can run, and the tensors they need. ONNX's GraphProto.</summary>
internal sealed class GraphProto : IWireMessage
{
    /// <summary>The graph's name; ONNX asks for one.</summary>
    public string Name { get; set; } = "";

    /// <summary>The operations.</summary>
    public List<NodeProto> Nodes { get; } = [];

    /// <summary>Tensors that are part of the model: weights and constants.</summary>
    public List<TensorProto> Initializers { get; } = [];

    /// <summary>Tensors of the model that are mostly zero.</summary>
    public List<SparseTensorProto> SparseInitializers { get; } = [];

    /// <summary>What the caller gives.</summary>
    public List<ValueProto> Inputs { get; } = [];

    /// <summary>What the caller gets.</summary>
    public List<ValueProto> Outputs { get; } = [];

    /// <summary>Types of values in between, where a checker cannot find them by itself.</summary>
    public List<ValueProto> Values { get; } = [];

    /// <summary>Reads the message.</summary>
    public static GraphProto Read(WireReader reader)
    {
        var graph = new GraphProto();
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: graph.Nodes.Add(NodeProto.Read(reader.Nested())); break;
                case 2: graph.Name = reader.Text(); break;
                case 5: graph.Initializers.Add(TensorProto.Read(reader.Nested())); break;
                case 11: graph.Inputs.Add(ValueProto.Read(reader.Nested())); break;
                case 12: graph.Outputs.Add(ValueProto.Read(reader.Nested())); break;
                case 13: graph.Values.Add(ValueProto.Read(reader.Nested())); break;
                case 15: graph.SparseInitializers.Add(SparseTensorProto.Read(reader.Nested())); break;
                default: reader.Skip(); break;
            }
        }

        return graph;
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        writer.Messages(1, Nodes);
        writer.Text(2, Name);
        writer.Messages(5, Initializers);
        writer.Messages(11, Inputs);
        writer.Messages(12, Outputs);
        writer.Messages(13, Values);
        writer.Messages(15, SparseInitializers);
    }
}
