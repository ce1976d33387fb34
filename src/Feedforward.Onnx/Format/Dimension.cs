using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>One size of a shape: ONNX's TensorShapeProto.Dimension.</summary>
/// <param name="Size">The size, or −1 where it is free.</param>
/// <param name="Symbol">The name of a free size.</param>
internal sealed record Dimension(long Size, string Symbol = "") : IWireMessage
{
    /// <summary>The number of examples: whatever the caller gives.</summary>
    public static Dimension Rows { get; } = new(-1, "N");

    /// <summary>Reads the message.</summary>
    public static Dimension Read(WireReader reader)
    {
        var dimension = new Dimension(-1);
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: dimension = dimension with { Size = reader.Integer() }; break;
                case 2: dimension = dimension with { Symbol = reader.Text() }; break;
                default: reader.Skip(); break;
            }
        }

        return dimension;
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        if (Size < 0)
        {
            writer.Text(2, Symbol);
        }
        else
        {
            writer.Integer(1, Size);
        }
    }
}
