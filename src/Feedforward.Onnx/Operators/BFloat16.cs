using System.Globalization;

namespace Feedforward.Onnx.Operators;

/// <summary>The upper half of a single-precision number: 8 bits of exponent, 7 of fraction.</summary>
/// <param name="Bits">Sign, exponent and fraction.</param>
internal readonly record struct BFloat16(ushort Bits)
{
    /// <summary>The nearest number, ties to even; a NaN stays one.</summary>
    public static BFloat16 Of(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value)
            ? new BFloat16((ushort)((bits >> 16) | 0x40))
            : new BFloat16((ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16));
    }

    /// <summary>The number; every one of them is exact in single precision.</summary>
    public float ToSingle() => BitConverter.UInt32BitsToSingle((uint)Bits << 16);

    /// <inheritdoc/>
    public override string ToString() => ToSingle().ToString(CultureInfo.InvariantCulture);
}
