namespace Feedforward.Onnx.Wire;

/// <summary>A protobuf message that can write its fields.</summary>
internal interface IWireMessage
{
    /// <summary>Writes every field that is set, in the order of the field numbers.</summary>
    void Write(WireWriter writer);
}
