using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

/// <summary>Every lane width gives the same bits for every function: a formula does not know how wide it is computed.</summary>
public sealed class LaneTests
{
    [Fact]
    public void Exp() => Check<ExpOf>();

    [Fact]
    public void ExpM1() => Check<ExpM1Of>();

    [Fact]
    public void Log() => Check<LogOf>();

    [Fact]
    public void LogP1() => Check<LogP1Of>();

    [Fact]
    public void Tanh() => Check<TanhOf>();

    [Fact]
    public void Erf() => Check<ErfOf>();

    [Fact]
    public void Sqrt() => Check<SqrtOf>();

    [Fact]
    public void Arithmetic_and_selection() => Check<ArithmeticOf>();

    /// <summary>Every 4,099th of all 2³² bit patterns: numbers of all sizes, subnormals, infinities and NaN.</summary>
    private static void Check<TFunction>()
        where TFunction : IUnary
    {
        const int Count = 1 << 14;
        var x = new float[Count];
        var four = new float[Count];
        var eight = new float[Count];
        var sixteen = new float[Count];
        var single = new float[Count];
        for (long bits = 0; bits <= uint.MaxValue;)
        {
            for (var i = 0; i < Count; i++, bits += 4099)
            {
                x[i] = BitConverter.UInt32BitsToSingle((uint)bits);
            }

            Compute<TFunction, Real32>(x, single);
            Compute<TFunction, Lane128>(x, four);
            Compute<TFunction, Lane256>(x, eight);
            Compute<TFunction, Lane512>(x, sixteen);
            Numbers.SameBits(single, four, "4 numbers at a time");
            Numbers.SameBits(single, eight, "8 numbers at a time");
            Numbers.SameBits(single, sixteen, "16 numbers at a time");
        }
    }

    private static void Compute<TFunction, T>(float[] x, float[] y)
        where TFunction : IUnary
        where T : struct, IFloatLane<T>
    {
        for (var i = 0; i < x.Length; i += T.Count)
        {
            T.Store(TFunction.Of(T.Load(ref x[i])), ref y[i]);
        }
    }
}
