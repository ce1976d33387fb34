namespace Feedforward.Kernels;

/// <summary>Bit patterns of 32-bit floating-point numbers that the elementary functions use.</summary>
internal static class FloatBits
{
    /// <summary>1.5·2²³: adding it to |n| &lt; 2²² rounds n to a whole number, which then stands in the low bits.</summary>
    public const float RoundingMagic = 12582912f;

    /// <summary>The bits of 1.</summary>
    public const int One = 0x3F800000;

    /// <summary>The bits of √½ (rounded), the low end of the interval to which a logarithm's argument is reduced.</summary>
    public const int HalfRootTwo = 0x3F3504F3;

    /// <summary>The bits that hold the mantissa.</summary>
    public const int MantissaMask = 0x007FFFFF;
}
