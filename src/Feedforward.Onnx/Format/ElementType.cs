namespace Feedforward.Onnx.Format;

/// <summary>The type of a tensor's elements, with ONNX's numbers (TensorProto.DataType).</summary>
internal enum ElementType
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>Single precision.</summary>
    Float = 1,

    /// <summary>8-bit integers without a sign.</summary>
    UInt8 = 2,

    /// <summary>8-bit integers.</summary>
    Int8 = 3,

    /// <summary>16-bit integers without a sign.</summary>
    UInt16 = 4,

    /// <summary>16-bit integers.</summary>
    Int16 = 5,

    /// <summary>32-bit integers.</summary>
    Int32 = 6,

    /// <summary>64-bit integers.</summary>
    Int64 = 7,

    /// <summary>Text, as UTF-8.</summary>
    String = 8,

    /// <summary>Truth values, one byte each.</summary>
    Bool = 9,

    /// <summary>Half precision (IEEE 754 binary16).</summary>
    Float16 = 10,

    /// <summary>Double precision.</summary>
    Double = 11,

    /// <summary>32-bit integers without a sign.</summary>
    UInt32 = 12,

    /// <summary>64-bit integers without a sign.</summary>
    UInt64 = 13,

    /// <summary>Complex numbers of two single-precision parts.</summary>
    Complex64 = 14,

    /// <summary>Complex numbers of two double-precision parts.</summary>
    Complex128 = 15,

    /// <summary>The upper half of a single-precision number.</summary>
    BFloat16 = 16,
}
