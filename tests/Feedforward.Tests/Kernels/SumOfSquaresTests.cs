using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

public sealed class SumOfSquaresTests
{
    [Fact]
    public void Every_length_is_the_plain_sum_to_double_precision()
    {
        for (var length = 0; length <= 70; length++)
        {
            var x = Numbers.Normal(1, length, 1).Span.ToArray();
            Numbers.Close(x.Sum(v => (double)v * v), SumOfSquares.Of(x), 1e-15);
        }
    }

    [Fact]
    public void Squares_beyond_the_largest_float_are_added() =>
        Numbers.Close(2e60, SumOfSquares.Of([1e30f, -1e30f]), 1e-6);
}
