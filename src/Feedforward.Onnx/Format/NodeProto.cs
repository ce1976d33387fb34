using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>One operation: ONNX's NodeProto.</summary>
internal sealed class NodeProto : IWireMessage
{
    /// <summary>The node's own name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The operator, such as "Gemm".</summary>
    public string Operator { get; set; } = "";

    /// <summary>The operator's set; empty for ONNX itself.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Names of the values it takes, in the operator's order.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>Names of the values it gives.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Its settings.</summary>
    public List<AttributeProto> Attributes { get; } = [];

    /// <summary>Reads the message.</summary>
    public static NodeProto Read(WireReader reader)
    {
        var node = new NodeProto();
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: node.Inputs.Add(reader.Text()); break;
                case 2: node.Outputs.Add(reader.Text()); break;
                case 3: node.Name = reader.Text(); break;
                case 4: node.Operator = reader.Text(); break;
                case 5: node.Attributes.Add(AttributeProto.Read(reader.Nested())); break;
                case 7: node.Domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return node;
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        Inputs.ForEach(name => writer.Text(1, name));
        Outputs.ForEach(name => writer.Text(2, name));
        writer.Text(3, Name);
        writer.Text(4, Operator);
        writer.Messages(5, Attributes);
        writer.Text(7, Domain);
    }
}
