using Feedforward.Cli.Rendering;

namespace Feedforward.Cli.Tests.Rendering;

public sealed class FormatTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.97125, "0.9713")]
    [InlineData(0.0, "0.0000")]
    [InlineData(0.00001234, "1.23e-5")]
    [InlineData(123.456, "123.46")]
    [InlineData(54321.0, "54,321")]
    public void MetricsAreShort(double? value, string expected) => Assert.Equal(expected, Format.Metric(value));

    [Theory]
    [InlineData(0.424, "0.42 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3725, "1 h 02 min")]
    public void TimesAreReadable(double seconds, string expected) => Assert.Equal(expected, Format.Duration(TimeSpan.FromSeconds(seconds)));
}
