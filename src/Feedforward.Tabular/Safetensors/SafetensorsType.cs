namespace Feedforward.Tabular.Safetensors;

/// <summary>The type of a tensor's numbers, under the names of the format.</summary>
internal enum SafetensorsType
{
    /// <summary>A truth value in a byte.</summary>
    BOOL,

    /// <summary>Two 4-bit floats in a byte.</summary>
    F4,

    /// <summary>A 6-bit float with 2 bits of exponent.</summary>
    F6_E2M3,

    /// <summary>A 6-bit float with 3 bits of exponent.</summary>
    F6_E3M2,

    /// <summary>8 bits without a sign.</summary>
    U8,

    /// <summary>8 bits with a sign.</summary>
    I8,

    /// <summary>An 8-bit float with 5 bits of exponent.</summary>
    F8_E5M2,

    /// <summary>An 8-bit float with 4 bits of exponent.</summary>
    F8_E4M3,

    /// <summary>An 8-bit power of two.</summary>
    F8_E8M0,

    /// <summary>16 bits with a sign.</summary>
    I16,

    /// <summary>16 bits without a sign.</summary>
    U16,

    /// <summary>Half precision.</summary>
    F16,

    /// <summary>The upper half of a single-precision number.</summary>
    BF16,

    /// <summary>32 bits with a sign.</summary>
    I32,

    /// <summary>32 bits without a sign.</summary>
    U32,

    /// <summary>Single precision.</summary>
    F32,

    /// <summary>Two single-precision numbers.</summary>
    C64,

    /// <summary>Double precision.</summary>
    F64,

    /// <summary>64 bits with a sign.</summary>
    I64,

    /// <summary>64 bits without a sign.</summary>
    U64,
}
