using System.Globalization;
using Feedforward.Randomness;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular.Tests.Tuning;

public sealed class ValueRangeTests
{
    private static readonly RandomStream s_random = new(1, RandomPurpose.Experiment);

    /// <summary>Worked by hand: √(1·100) = 10; 0.01·(16)^¾ = 0.08; a quarter of four numbers each.</summary>
    [Theory]
    [InlineData(1, 100, true, false, 0, "1")]
    [InlineData(1, 100, true, false, 0.5f, "10")]
    [InlineData(0.01, 0.16, true, false, 0.75f, "0.08")]
    [InlineData(0, 0.4, false, false, 0.5f, "0.2")]
    [InlineData(0, 1, false, false, 0.123456f, "0.123")]
    [InlineData(1, 4, false, true, 0, "1")]
    [InlineData(1, 4, false, true, 0.25f, "2")]
    [InlineData(1, 4, false, true, 0.999f, "4")]
    [InlineData(7, 7, true, true, 0.999f, "7")]
    public void ANumberIsDrawnOnItsScale(double low, double high, bool isLogarithmic, bool isWhole, float u, string expected) =>
        Assert.Equal(expected, new NumberRange(low, high, isLogarithmic, isWhole).Draw(u));

    [Theory]
    [InlineData(0.002, 0.2, true, false)]
    [InlineData(32, 256, true, true)]
    [InlineData(1, 4, false, true)]
    [InlineData(0, 0.2, false, false)]
    public void NumbersStayInTheRangeAndFillIt(double low, double high, bool isLogarithmic, bool isWhole)
    {
        var range = new NumberRange(low, high, isLogarithmic, isWhole);
        var numbers = Enumerable.Range(0, 4000).Select(i => double.Parse(range.Draw(s_random.Uniform(i)), CultureInfo.InvariantCulture)).ToList();
        Assert.All(numbers, number => Assert.InRange(number, low, high));
        Assert.All(numbers, number => Assert.True(range.Contains(number.ToString("R", CultureInfo.InvariantCulture))));
        if (isWhole)
        {
            Assert.All(numbers, number => Assert.Equal(Math.Floor(number), number));
        }

        // Half of them lie below the middle of the scale: the geometric mean where it is logarithmic.
        var middle = isLogarithmic ? Math.Sqrt(low * high) : (low + high) / 2;
        Assert.InRange(numbers.Count(number => number < middle) / 4000.0, 0.46, 0.54);
        Assert.Contains(numbers, number => number - low <= 0.02 * (high - low));
        Assert.Contains(numbers, number => high - number <= 0.02 * (high - low));
    }

    /// <summary>Two of three for the preferred, the other third evenly for the others.</summary>
    [Theory]
    [InlineData("b", 0f, "b")]
    [InlineData("b", 0.66f, "b")]
    [InlineData("b", 0.7f, "a")]
    [InlineData("b", 0.9f, "c")]
    [InlineData("b", 0.9999999f, "c")]
    [InlineData(null, 0.2f, "a")]
    [InlineData(null, 0.5f, "b")]
    [InlineData("other", 0.9f, "c")]
    public void ThePresetsOwnNameIsDrawnTwoTimesOfThree(string? preferred, float u, string expected) =>
        Assert.Equal(expected, new ChoiceRange(["a", "b", "c"], preferred).Draw(u));

    [Theory]
    [InlineData("0.001..0.1", "0.001..0.1, logarithmic")]
    [InlineData("1e-3..1E-1", "0.001..0.1, logarithmic")]
    [InlineData("0.1..0.1", "0.1..0.1, logarithmic")]
    [InlineData("0.1..0.001", null)]
    [InlineData("0..0.1", null)]
    [InlineData("0.1", null)]
    [InlineData("a..b", null)]
    [InlineData("..", null)]
    public void APartOfARangeIsRead(string text, string? expected) =>
        Assert.Equal(expected, new NumberRange(1e-7, 100, IsLogarithmic: true).Part(text)?.Describe());

    [Theory]
    [InlineData("16..64", true)]
    [InlineData("16.5..64", false)]
    public void EndsOfWholeNumbersAreWhole(string text, bool isPart) =>
        Assert.Equal(isPart, new NumberRange(1, 100, IsWhole: true).Part(text) is not null);

    [Theory]
    [InlineData("b,a", "b,a")]
    [InlineData("a, a", "a")]
    [InlineData("a,d", null)]
    [InlineData("", null)]
    public void APartOfTheNamesIsRead(string text, string? expected) =>
        Assert.Equal(expected, new ChoiceRange(["a", "b", "c"]).Part(text)?.Describe());

    [Theory]
    [InlineData("5", "4")]
    [InlineData("0", "1")]
    [InlineData("2", "2")]
    public void TheNearestNumberIsAnEnd(string value, string expected) =>
        Assert.Equal(expected, new NumberRange(1, 4, IsWhole: true).Nearest(value));
}
