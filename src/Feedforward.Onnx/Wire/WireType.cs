namespace Feedforward.Onnx.Wire;

/// <summary>How a field's value lies in the file (protobuf encoding, "message structure").</summary>
internal enum WireType
{
    /// <summary>An integer of 1 to 10 bytes, seven bits a byte.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and that many bytes: text, bytes, a message, packed numbers.</summary>
    LengthDelimited = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
