using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Tests.Kernels;

/// <summary>Many numbers at once are those of the stream one at a time, beyond 2³² blocks too.</summary>
public sealed class RandomBitsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(17_179_869_160)]
    public void Every_length_is_that_of_the_stream(long start)
    {
        var random = new RandomStream(0x0123456789ABCDEF, RandomPurpose.Dropout, 7);
        for (var length = 0; length <= 140; length++)
        {
            var numbers = new uint[length];
            RandomBits.Fill(random, start, numbers);
            for (var i = 0; i < length; i++)
            {
                Assert.Equal((uint)(random.Bits((start + i) >> 1) >> (32 * (int)(i & 1))), numbers[i]);
            }
        }
    }

    [Fact]
    public void A_number_below_the_threshold_is_dropped()
    {
        uint[] bits = [0, 9, 10, 11, uint.MaxValue, 0x80000000, 5, 10, 3, 12];
        var mask = Array.ConvertAll(bits, BitConverter.UInt32BitsToSingle);
        RandomBits.Choose(mask, 10, 1.5f);
        Assert.Equal([0, 0, 1.5f, 1.5f, 1.5f, 1.5f, 0, 1.5f, 0, 1.5f], mask);
    }
}
