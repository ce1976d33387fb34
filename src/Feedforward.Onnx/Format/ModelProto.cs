using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>The whole file: ONNX's ModelProto. Field numbers are those of the ONNX specification (onnx.proto).</summary>
internal sealed class ModelProto : IWireMessage
{
    /// <summary>Version of the file format; 8 belongs to opset 17.</summary>
    public long IrVersion { get; set; }

    /// <summary>The program that wrote the file.</summary>
    public string ProducerName { get; set; } = "";

    /// <summary>That program's version.</summary>
    public string ProducerVersion { get; set; } = "";

    /// <summary>Version of this model.</summary>
    public long ModelVersion { get; set; }

    /// <summary>For people.</summary>
    public string Documentation { get; set; } = "";

    /// <summary>The computation.</summary>
    public GraphProto? Graph { get; set; }

    /// <summary>Which operators the graph may use.</summary>
    public List<OperatorSetProto> OperatorSets { get; } = [];

    /// <summary>Named texts; Feedforward keeps its own description of the model here.</summary>
    public List<MetadataProto> Metadata { get; } = [];

    /// <summary>Reads the message.</summary>
    public static ModelProto Read(WireReader reader)
    {
        var model = new ModelProto();
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: model.IrVersion = reader.Integer(); break;
                case 2: model.ProducerName = reader.Text(); break;
                case 3: model.ProducerVersion = reader.Text(); break;
                case 5: model.ModelVersion = reader.Integer(); break;
                case 6: model.Documentation = reader.Text(); break;
                case 7: model.Graph = GraphProto.Read(reader.Nested()); break;
                case 8: model.OperatorSets.Add(OperatorSetProto.Read(reader.Nested())); break;
                case 14: model.Metadata.Add(MetadataProto.Read(reader.Nested())); break;
                default: reader.Skip(); break;
            }
        }

        return model;
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="ModelFileException">It is empty, damaged, cut off or something else.</exception>
    public static ModelProto Of(ReadOnlyMemory<byte> file)
    {
        if (file.IsEmpty)
        {
            throw new ModelFileException("The file is empty.");
        }

        // Field 1 of the file, a varint, is the version; writers put it first.
        const byte start = 0x08;
        try
        {
            return Read(new WireReader(file));
        }
        catch (ModelFileException fault) when (file.Span[0] != start)
        {
            throw new ModelFileException("This is not an ONNX file.", fault);
        }
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        writer.Integer(1, IrVersion);
        writer.Text(2, ProducerName);
        writer.Text(3, ProducerVersion);
        writer.Integer(5, ModelVersion);
        writer.Text(6, Documentation);
        if (Graph is not null)
        {
            writer.Message(7, Graph);
        }

        writer.Messages(8, OperatorSets);
        writer.Messages(14, Metadata);
    }
}
