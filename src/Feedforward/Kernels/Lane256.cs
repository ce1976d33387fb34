using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Feedforward.Kernels;

/// <summary>Eight numbers in one 256-bit vector. On hardware without such vectors the framework splits each operation; the bits are the same.</summary>
internal readonly unsafe struct Lane256 : IVectorLane<Lane256>
{
    private readonly Vector256<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lane256(Vector256<float> value) => _value = value;

    public static int Count => 8;

    public static Lane256 Zero => new(Vector256<float>.Zero);

    public static Lane256 One => new(Vector256<float>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Constant(double value) => new(Vector256.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator +(Lane256 a, Lane256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator -(Lane256 a, Lane256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator *(Lane256 a, Lane256 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator /(Lane256 a, Lane256 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 operator -(Lane256 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 FusedMultiplyAdd(Lane256 a, Lane256 b, Lane256 c) =>
        new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Max(Lane256 a, Lane256 b) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(a._value, b._value), a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Min(Lane256 a, Lane256 b) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Abs(Lane256 a) => new(Vector256.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Sqrt(Lane256 a) => new(Vector256.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 WherePositive(Lane256 condition, Lane256 positive, Lane256 otherwise) =>
        new(Vector256.ConditionalSelect(
            Vector256.GreaterThan(condition._value, Vector256<float>.Zero), positive._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Exp(Lane256 a) => Elementary.Exp(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 ExpM1(Lane256 a) => Elementary.ExpM1(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Log(Lane256 a) => Elementary.Log(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LogP1(Lane256 a) => Elementary.LogP1(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Tanh(Lane256 a) => Elementary.Tanh(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Erf(Lane256 a) => Elementary.Erf(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Load(ref readonly float source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane256 value, ref float destination) => value._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Mask(int count) =>
        new(Vector256.GreaterThan(Vector256.Create(count), Vector256<int>.Indices).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 LoadMasked(float* source, Lane256 mask)
    {
        if (Avx.IsSupported)
        {
            return new(Avx.MaskLoad(source, mask._value));
        }

        var values = Vector256<float>.Zero;
        for (var i = 0; i < Count && mask._value.AsInt32()[i] != 0; i++)
        {
            values = values.WithElement(i, source[i]);
        }

        return new(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(Lane256 value, float* destination, Lane256 mask)
    {
        if (Avx.IsSupported)
        {
            Avx.MaskStore(destination, mask._value, value._value);
            return;
        }

        for (var i = 0; i < Count && mask._value.AsInt32()[i] != 0; i++)
        {
            destination[i] = value._value[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 PowerOfTwo(Lane256 n)
    {
        var bits = (n._value + Vector256.Create(FloatBits.RoundingMagic)).AsInt32();
        return new(((bits << 23) + Vector256.Create(FloatBits.One)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256 Decompose(Lane256 a, out Lane256 exponent)
    {
        var bits = a._value.AsInt32() + Vector256.Create(FloatBits.One - FloatBits.HalfRootTwo);
        exponent = new(Vector256.ConvertToSingle((bits >> 23) - Vector256.Create(127)));
        return new(((bits & Vector256.Create(FloatBits.MantissaMask)) + Vector256.Create(FloatBits.HalfRootTwo)).AsSingle());
    }
}
