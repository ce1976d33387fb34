using Feedforward.Randomness;

namespace Feedforward.Tests.Randomness;

public class PhiloxTests
{
    // The published known answers of Philox4x32 with 10 rounds: the file kat_vectors of Random123, by the authors of the
    // paper. Counter and key are all zeros, all ones, and the first digits of π.
    [Theory]
    [InlineData(
        new[] { 0u, 0u, 0u, 0u }, new[] { 0u, 0u },
        new[] { 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u })]
    [InlineData(
        new[] { 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu }, new[] { 0xffffffffu, 0xffffffffu },
        new[] { 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu })]
    [InlineData(
        new[] { 0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u }, new[] { 0xa4093822u, 0x299f31d0u },
        new[] { 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u })]
    public void Gives_the_published_answers(uint[] counter, uint[] key, uint[] expected)
    {
        var (x0, x1, x2, x3) = Philox.Block(key[0], key[1], counter[0], counter[1], counter[2], counter[3]);
        Assert.Equal(expected, new[] { x0, x1, x2, x3 });
    }
}
