using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

public sealed class FiniteNumbersTests
{
    /// <summary>One bad number anywhere, at every length around the vectors' widths, is seen.</summary>
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_seen_wherever_it_stands(float bad)
    {
        for (var length = 1; length <= 40; length++)
        {
            var numbers = new float[length];
            Array.Fill(numbers, float.MaxValue);
            Assert.True(FiniteNumbers.Only(numbers));
            for (var i = 0; i < length; i++)
            {
                numbers[i] = bad;
                Assert.False(FiniteNumbers.Only(numbers), $"{bad} at {i} of {length}");
                numbers[i] = float.Epsilon;
            }
        }

        Assert.True(FiniteNumbers.Only([]));
    }
}
