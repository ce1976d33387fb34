using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Feedforward.Kernels;

/// <summary>Sixteen numbers in one 512-bit vector. On hardware without such vectors the framework splits each operation; the bits are the same.</summary>
internal readonly unsafe struct Lane512 : IVectorLane<Lane512>
{
    private readonly Vector512<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lane512(Vector512<float> value) => _value = value;

    /// <summary>The sixteen numbers.</summary>
    public Vector512<float> Value => _value;

    public static int Count => 16;

    public static Lane512 Zero => new(Vector512<float>.Zero);

    public static Lane512 One => new(Vector512<float>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Constant(double value) => new(Vector512.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator +(Lane512 a, Lane512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator -(Lane512 a, Lane512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator *(Lane512 a, Lane512 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator /(Lane512 a, Lane512 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator -(Lane512 a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 FusedMultiplyAdd(Lane512 a, Lane512 b, Lane512 c) =>
        new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Max(Lane512 a, Lane512 b) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a._value, b._value), a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Min(Lane512 a, Lane512 b) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Abs(Lane512 a) => new(Vector512.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Sqrt(Lane512 a) => new(Vector512.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 WherePositive(Lane512 condition, Lane512 positive, Lane512 otherwise) =>
        new(Vector512.ConditionalSelect(
            Vector512.GreaterThan(condition._value, Vector512<float>.Zero), positive._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Exp(Lane512 a) => Elementary.Exp(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 ExpM1(Lane512 a) => Elementary.ExpM1(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Log(Lane512 a) => Elementary.Log(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LogP1(Lane512 a) => Elementary.LogP1(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Tanh(Lane512 a) => Elementary.Tanh(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Erf(Lane512 a) => Elementary.Erf(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Load(ref readonly float source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane512 value, ref float destination) => value._value.StoreUnsafe(ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Mask(int count) =>
        new(Vector512.GreaterThan(Vector512.Create(count), Vector512<int>.Indices).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 LoadMasked(float* source, Lane512 mask)
    {
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.MaskLoad(source, mask._value, Vector512<float>.Zero));
        }

        var values = Vector512<float>.Zero;
        for (var i = 0; i < Count && mask._value.AsInt32()[i] != 0; i++)
        {
            values = values.WithElement(i, source[i]);
        }

        return new(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(Lane512 value, float* destination, Lane512 mask)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(destination, mask._value, value._value);
            return;
        }

        for (var i = 0; i < Count && mask._value.AsInt32()[i] != 0; i++)
        {
            destination[i] = value._value[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 PowerOfTwo(Lane512 n)
    {
        var bits = (n._value + Vector512.Create(FloatBits.RoundingMagic)).AsInt32();
        return new(((bits << 23) + Vector512.Create(FloatBits.One)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Decompose(Lane512 a, out Lane512 exponent)
    {
        var bits = a._value.AsInt32() + Vector512.Create(FloatBits.One - FloatBits.HalfRootTwo);
        exponent = new(Vector512.ConvertToSingle((bits >> 23) - Vector512.Create(127)));
        return new(((bits & Vector512.Create(FloatBits.MantissaMask)) + Vector512.Create(FloatBits.HalfRootTwo)).AsSingle());
    }
}
