using Feedforward.Cli.Options;

namespace Feedforward.Cli.Tests.Options;

public sealed class NearNamesTests
{
    [Theory]
    [InlineData("hieght", "height")]
    [InlineData("HEIGHT", "height")]
    [InlineData("lenght", "length")]
    [InlineData("eigh", "height,weight")]
    [InlineData("colour", "")]
    [InlineData("q", "")]
    public void FindsWhatIsAlike(string word, string expected) =>
        Assert.Equal(expected, string.Join(',', NearNames.Of(word, ["height", "length", "age", "y", "weight"]).Take(expected.Count(letter => letter == ',') + 1)));
}
