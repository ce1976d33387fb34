using Feedforward.Kernels;

namespace Feedforward;

/// <summary>One 32-bit number as an <see cref="IReal{T}"/>: the type training computes in, one element at a time.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Real32(float Value) : IReal<Real32>, IFloatLane<Real32>
{
    /// <inheritdoc/>
    public static Real32 Zero => default;

    /// <inheritdoc/>
    public static Real32 One => new(1f);

    static int IFloatLane<Real32>.Count => 1;

    /// <inheritdoc/>
    public static Real32 Constant(double value) => new((float)value);

    /// <inheritdoc/>
    public static Real32 operator +(Real32 a, Real32 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static Real32 operator -(Real32 a, Real32 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static Real32 operator *(Real32 a, Real32 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static Real32 operator /(Real32 a, Real32 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static Real32 operator -(Real32 a) => new(-a.Value);

    /// <inheritdoc/>
    public static Real32 FusedMultiplyAdd(Real32 a, Real32 b, Real32 c) =>
        new(MathF.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    /// <inheritdoc/>
    public static Real32 Max(Real32 a, Real32 b) => a.Value > b.Value ? a : b;

    /// <inheritdoc/>
    public static Real32 Min(Real32 a, Real32 b) => a.Value < b.Value ? a : b;

    /// <inheritdoc/>
    public static Real32 Abs(Real32 a) => new(MathF.Abs(a.Value));

    /// <inheritdoc/>
    public static Real32 Sqrt(Real32 a) => new(MathF.Sqrt(a.Value));

    /// <inheritdoc/>
    public static Real32 WherePositive(Real32 condition, Real32 positive, Real32 otherwise) =>
        condition.Value > 0 ? positive : otherwise;

    /// <inheritdoc/>
    public static Real32 Exp(Real32 a) => Elementary.Exp(a);

    /// <inheritdoc/>
    public static Real32 ExpM1(Real32 a) => Elementary.ExpM1(a);

    /// <inheritdoc/>
    public static Real32 Log(Real32 a) => Elementary.Log(a);

    /// <inheritdoc/>
    public static Real32 LogP1(Real32 a) => Elementary.LogP1(a);

    /// <inheritdoc/>
    public static Real32 Tanh(Real32 a) => Elementary.Tanh(a);

    /// <inheritdoc/>
    public static Real32 Erf(Real32 a) => Elementary.Erf(a);

    static Real32 IFloatLane<Real32>.Broadcast(float value) => new(value);

    static Real32 IFloatLane<Real32>.Load(ref readonly float source) => new(source);

    static void IFloatLane<Real32>.Store(Real32 value, ref float destination) => destination = value.Value;

    static Real32 IFloatLane<Real32>.PowerOfTwo(Real32 n) =>
        new(BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(n.Value + FloatBits.RoundingMagic) << 23) + FloatBits.One));

    static Real32 IFloatLane<Real32>.Decompose(Real32 a, out Real32 exponent)
    {
        var bits = BitConverter.SingleToInt32Bits(a.Value) + (FloatBits.One - FloatBits.HalfRootTwo);
        exponent = new((bits >> 23) - 127);
        return new(BitConverter.Int32BitsToSingle((bits & FloatBits.MantissaMask) + FloatBits.HalfRootTwo));
    }
}
