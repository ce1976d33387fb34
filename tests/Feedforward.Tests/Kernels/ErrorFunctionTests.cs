using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

public sealed class ErrorFunctionTests
{
    /// <summary>The values are from mpmath with 30 digits.</summary>
    [Theory]
    [InlineData(0.1, 0.1124629160182849)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(0.9, 0.7969082124228322)]
    [InlineData(1.0, 0.8427007929497149)]
    [InlineData(1.5, 0.9661051464753108)]
    [InlineData(2.0, 0.9953222650189527)]
    [InlineData(2.9, 0.9999589021219005)]
    [InlineData(3.0, 0.9999779095030014)]
    [InlineData(3.1, 0.9999883513426328)]
    [InlineData(4.0, 0.9999999845827421)]
    [InlineData(5.0, 0.9999999999984626)]
    [InlineData(1e-9, 1.1283791670955126e-9)]
    public void Agrees_with_mpmath(double x, double expected)
    {
        Numbers.Close(expected, ErrorFunction.Of(x), 1e-15, floor: 1e-300);
        Assert.Equal(-ErrorFunction.Of(x), ErrorFunction.Of(-x));
    }

    [Fact]
    public void Ends_at_1()
    {
        Assert.Equal(1, ErrorFunction.Of(7));
        Assert.Equal(-1, ErrorFunction.Of(double.NegativeInfinity));
        Assert.True(double.IsNaN(ErrorFunction.Of(double.NaN)));
        Assert.Equal(0, ErrorFunction.Of(0));
    }
}
