namespace Feedforward.Tabular.Tests.Reading;

public class DelimiterDetectionTests
{
    [Theory]
    [InlineData("a,b;c\n1,2;3\n", ',')]
    [InlineData("a;b\n1,5;2,5\n", ';')]
    [InlineData("a;b\n\"x;;;\";2\n", ';')]
    [InlineData("name|note, long, very\nx|y\n", '|')]
    [InlineData("a\tb\tc\n1\t2\t3", '\t')]
    [InlineData("alone\n1\n2\n", ',')]
    [InlineData("", ',')]
    public void TheMostRegularCandidateIsTaken(string text, char expected) =>
        Assert.Equal(expected, DelimiterDetection.Detect(text, textIsComplete: true, decimalComma: false));

    [Fact]
    public void ADecimalCommaSeparatesNothing() =>
        Assert.Equal(';', DelimiterDetection.Detect("1,5;2,5\n3,5;4,5\n", textIsComplete: true, decimalComma: true));
}
