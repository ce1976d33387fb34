using Feedforward.Cli.Rendering.Plots;

namespace Feedforward.Cli.Tests.Rendering.Plots;

public sealed class PlotTests
{
    [Fact]
    public void ALineGoesFromCornerToCorner()
    {
        var plot = new Plot(Axis.Between("x", 0, 1), Axis.Between("y", 0, 1), [new Series("line", "green", [(0, 0), (1, 1)])], Width: 23, Height: 5);
        var lines = plot.Lines().Select(Plain).ToList();

        Assert.Equal("y", lines[0]);
        Assert.Equal(1 + 5 + 3, lines.Count);
        Assert.StartsWith("  1 ┤", lines[1]);
        Assert.StartsWith("  0 ┤", lines[5]);
        Assert.True(IsBraille(lines[1][^1]));
        Assert.True(IsBraille(lines[5][5]));
        Assert.EndsWith("x", lines[^1]);
        Assert.Contains("━ line", lines[^1]);
    }

    [Fact]
    public void PointsHaveTheirMarkerAboveTheGround()
    {
        var plot = new Plot(Axis.Between("x", 0, 1), Axis.Between("y", 0, 1), [new Series("p", "blue", [(1, 1)], '●')], Width: 13, Height: 3)
        {
            Ground = (x, _) => x < 0.5 ? ('░', "red") : null,
        };
        var lines = plot.Lines().Select(Plain).ToList();

        Assert.EndsWith("●", lines[1]);
        Assert.StartsWith("0.5 ┤░", lines[2]);
        Assert.Equal(' ', lines[2][^1]);
    }

    private static string Plain(string markup) => Spectre.Console.Markup.Remove(markup);

    private static bool IsBraille(char letter) => letter is > '\u2800' and <= '\u28FF';
}
