using System.Globalization;

namespace Feedforward.Tests.Kernels;

/// <summary>
/// The errors of the 32-bit elementary functions in units of the last place (ulp) of the exact result, against the
/// platform's double precision (with Kahan's corrections) over a million bit patterns of all sizes, dense ranges and
/// ends. The bounds are what was measured, rounded up. With FEEDFORWARD_ULP_STRIDE=1 in the environment every one of the
/// 2³² bit patterns is taken, which lasts some minutes a function.
/// </summary>
public sealed class ElementaryTests
{
    [Fact]
    public void Exp() => Check<ExpOf>(Math.Exp, 0.98, -104.5, 89.5);

    [Fact]
    public void ExpM1() => Check<ExpM1Of>(a => Real64.ExpM1(new(a)).Value, 1.45, -21, 89.5);

    [Fact]
    public void Log() => Check<LogOf>(Math.Log, 0.84, 0, 3);

    [Fact]
    public void LogP1() => Check<LogP1Of>(a => Real64.LogP1(new(a)).Value, 1.45, -1, 3);

    [Fact]
    public void Tanh() => Check<TanhOf>(Math.Tanh, 1.5, -10, 10);

    [Fact]
    public void Erf() => Check<ErfOf>(a => Real64.Erf(new(a)).Value, 1.05, -4.5, 4.5);

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(88.72283f, 3.40279851e38f)]
    [InlineData(88.72284f, float.PositiveInfinity)]
    [InlineData(-103.97207f, float.Epsilon)]
    [InlineData(-103.97209f, 0f)]
    public void Exp_at_the_ends(float a, float expected) => Assert.Equal(expected, Real32.Exp(new(a)).Value);

    [Theory]
    [InlineData(0f, float.NegativeInfinity)]
    [InlineData(-1f, float.NaN)]
    [InlineData(float.NegativeInfinity, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(1f, 0f)]
    [InlineData(float.Epsilon, -103.27893f)]
    [InlineData(float.MaxValue, 88.72284f)]
    public void Log_at_the_ends(float a, float expected) => Assert.Equal(expected, Real32.Log(new(a)).Value);

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(-float.Epsilon, -float.Epsilon)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(float.NaN, float.NaN)]
    public void Tanh_and_erf_at_the_ends(float a, float expected)
    {
        Assert.Equal(expected, Real32.Tanh(new(a)).Value);
        Assert.Equal(expected, Real32.Erf(new(a)).Value);
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(-float.Epsilon, -float.Epsilon)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void ExpM1_and_LogP1_keep_small_numbers(float a, float expected)
    {
        Assert.Equal(expected, Real32.ExpM1(new(a)).Value);
        Assert.Equal(expected, Real32.LogP1(new(a)).Value);
    }

    [Fact]
    public void ExpM1_falls_to_minus_1() => Assert.Equal(-1, Real32.ExpM1(new(float.NegativeInfinity)).Value);

    [Fact]
    public void LogP1_is_minus_infinity_at_minus_1_and_NaN_below()
    {
        Assert.Equal(float.NegativeInfinity, Real32.LogP1(new(-1)).Value);
        Assert.Equal(float.NaN, Real32.LogP1(new(-1.0000001f)).Value);
        Assert.Equal(float.NaN, Real32.LogP1(new(float.NegativeInfinity)).Value);
        Assert.Equal(double.NegativeInfinity, Real64.LogP1(new(-1)).Value);
        Assert.Equal(double.NaN, Real64.LogP1(new(double.NegativeInfinity)).Value);
    }

    private static void Check<TFunction>(Func<double, double> reference, double bound, double from, double to)
        where TFunction : IUnary
    {
        double worst = 0;
        float at = 0;
        foreach (var a in Arguments(from, to))
        {
            var error = Error(TFunction.Of(new Real32(a)).Value, reference(a));
            if (!(error <= worst))
            {
                (worst, at) = (error, a);
            }
        }

        Assert.True(worst <= bound, $"{worst:F4} ulp at {at:R}; the bound is {bound}");
    }

    private static IEnumerable<float> Arguments(double from, double to)
    {
        var stride = long.Parse(Environment.GetEnvironmentVariable("FEEDFORWARD_ULP_STRIDE") ?? "4099", CultureInfo.InvariantCulture);
        for (long bits = 0; bits <= uint.MaxValue; bits += stride)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        }

        const int Steps = 400_000;
        for (var i = 0; i <= Steps; i++)
        {
            yield return (float)(from + ((to - from) * i / Steps));
        }
    }

    /// <summary>The distance from the exact value in units of its last place; 0 where both are the same infinity or NaN.</summary>
    private static double Error(float actual, double exact)
    {
        if (double.IsNaN(exact) || Math.Abs(exact) >= 3.4028235677973366e38)
        {
            return actual.Equals((float)exact) ? 0 : double.PositiveInfinity;
        }

        var ulp = Math.ScaleB(1, Math.Max(Math.ILogB(exact == 0 ? double.Epsilon : exact) - 23, -149));
        return float.IsFinite(actual) ? Math.Abs(actual - exact) / ulp : double.PositiveInfinity;
    }
}
