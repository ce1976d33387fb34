using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>Four numbers in one 128-bit vector: the width of Arm64 and of x86 without AVX. On hardware without such vectors the framework splits each operation; the bits are the same.</summary>
internal readonly struct Lane128 : IFloatLane<Lane128>
{
    private readonly Vector128<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lane128(Vector128<float> value) => _value = value;

    public static int Count => 4;

    public static Lane128 Zero => new(Vector128<float>.Zero);

    public static Lane128 One => new(Vector128<float>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Constant(double value) => new(Vector128.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator +(Lane128 a, Lane128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator -(Lane128 a, Lane128 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator *(Lane128 a, Lane128 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator /(Lane128 a, Lane128 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 operator -(Lane128 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 FusedMultiplyAdd(Lane128 a, Lane128 b, Lane128 c) =>
        new(Vector128.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Max(Lane128 a, Lane128 b) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(a._value, b._value), a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Min(Lane128 a, Lane128 b) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(a._value, b._value), a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Abs(Lane128 a) => new(Vector128.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Sqrt(Lane128 a) => new(Vector128.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 WherePositive(Lane128 condition, Lane128 positive, Lane128 otherwise) =>
        new(Vector128.ConditionalSelect(
            Vector128.GreaterThan(condition._value, Vector128<float>.Zero), positive._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Exp(Lane128 a) => Elementary.Exp(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 ExpM1(Lane128 a) => Elementary.ExpM1(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Log(Lane128 a) => Elementary.Log(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 LogP1(Lane128 a) => Elementary.LogP1(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Tanh(Lane128 a) => Elementary.Tanh(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Erf(Lane128 a) => Elementary.Erf(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Load(ref readonly float source) => new(Vector128.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane128 value, ref float destination) => value._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 PowerOfTwo(Lane128 n)
    {
        var bits = (n._value + Vector128.Create(FloatBits.RoundingMagic)).AsInt32();
        return new(((bits << 23) + Vector128.Create(FloatBits.One)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128 Decompose(Lane128 a, out Lane128 exponent)
    {
        var bits = a._value.AsInt32() + Vector128.Create(FloatBits.One - FloatBits.HalfRootTwo);
        exponent = new(Vector128.ConvertToSingle((bits >> 23) - Vector128.Create(127)));
        return new(((bits & Vector128.Create(FloatBits.MantissaMask)) + Vector128.Create(FloatBits.HalfRootTwo)).AsSingle());
    }
}
