namespace Feedforward.Onnx.Format;

/// <summary>The type of a tensor's elements, with ONNX's numbers (TensorProto.DataType).</summary>
internal enum ElementType
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>Single precision.</summary>
    Float = 1,

    /// <summary>64-bit integers.</summary>
    Int64 = 7,

    /// <summary>Text, as UTF-8.</summary>
    String = 8,

    /// <summary>Double precision.</summary>
    Double = 11,
}
