using Feedforward.Randomness;

namespace Feedforward.Tests;

/// <summary>Numbers to test with, and comparisons of them.</summary>
internal static class Numbers
{
    /// <summary>Normal numbers, the same for the same seed.</summary>
    public static Matrix<float> Normal(int rows, int columns, ulong seed, float scale = 1)
    {
        var random = new RandomStream(seed, RandomPurpose.Experiment);
        var matrix = new Matrix<float>(rows, columns);
        for (var i = 0; i < matrix.Span.Length; i++)
        {
            matrix.Span[i] = scale * random.Normal(i);
        }

        return matrix;
    }

    /// <summary>The same numbers in double precision.</summary>
    public static Matrix<double> Widen(Matrix<float> matrix)
    {
        var wide = new Matrix<double>(matrix.Rows, matrix.Columns);
        for (var i = 0; i < matrix.Span.Length; i++)
        {
            wide.Span[i] = matrix.Span[i];
        }

        return wide;
    }

    /// <summary>Fails where two numbers have different bits, any NaN counting as any other.</summary>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i])
                && !(float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
            {
                Assert.Fail($"{what} at {i}: {expected[i]:R} expected, {actual[i]:R} found");
            }
        }
    }

    /// <summary>Fails where two numbers are further apart than the tolerance, relative to the larger one or to <paramref name="floor"/>.</summary>
    public static void Close(double expected, double actual, double tolerance, double floor = 1, string what = "")
    {
        var error = Math.Abs(expected - actual) / Math.Max(floor, Math.Abs(expected));
        Assert.True(error <= tolerance || expected.Equals(actual), $"{what}: {expected:R} expected, {actual:R} found, error {error:G3} above {tolerance:G3}");
    }
}
