using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>A set of operators and its version: ONNX's OperatorSetIdProto.</summary>
/// <param name="Domain">Empty for ONNX itself, "ai.onnx.ml" for the classical operators (text among them).</param>
/// <param name="Version">The opset.</param>
internal sealed record OperatorSetProto(string Domain, long Version) : IWireMessage
{
    /// <summary>Reads the message.</summary>
    public static OperatorSetProto Read(WireReader reader)
    {
        var set = new OperatorSetProto("", 0);
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: set = set with { Domain = reader.Text() }; break;
                case 2: set = set with { Version = reader.Integer() }; break;
                default: reader.Skip(); break;
            }
        }

        return set;
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        writer.Text(1, Domain);
        writer.Integer(2, Version);
    }
}
