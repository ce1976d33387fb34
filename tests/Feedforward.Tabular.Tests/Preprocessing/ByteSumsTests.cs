namespace Feedforward.Tabular.Tests.Preprocessing;

public class ByteSumsTests
{
    /// <summary>Lengths around the width of a vector, and longer than the 16-bit sums can go without being emptied.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(784)]
    [InlineData(50_001)]
    public void TheSumsAreThoseOfTheNumbersOneByOne(int length)
    {
        foreach (var factor in new[] { 0, 73 })
        {
            byte[] values = [.. Enumerable.Range(0, length).Select(i => (byte)(255 - (i * factor % 256)))];
            Assert.Equal((values.Sum(value => (long)value), values.Sum(value => (long)value * value)), ByteSums.Of(values));
        }
    }
}
