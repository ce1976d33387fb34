using Feedforward.Tabular.BuiltIn.Handwriting;

namespace Feedforward.Tabular.Tests.BuiltIn.Handwriting;

public class DigitGlyphsTests
{
    [Fact]
    public void Every_digit_has_several_ways_and_fills_its_square()
    {
        Assert.Equal(10, DigitGlyphs.All.Count);
        Assert.All(DigitGlyphs.All, styles => Assert.InRange(styles.Length, 3, 5));
        foreach (var glyph in DigitGlyphs.All.SelectMany(styles => styles))
        {
            var points = glyph.Points.ToArray();
            Assert.All(points, point => Assert.True(point is { X: >= 0 and <= 1, Y: >= 0 and <= 1 }));
            Assert.InRange(points.Max(point => point.Y) - points.Min(point => point.Y), 0.89, 1);
            Assert.All(glyph.Strokes, stroke => Assert.InRange(stroke.Length, 2, 12));
        }
    }

    [Fact]
    public void Strokes_that_meet_share_the_point()
    {
        var seven = new Glyph([(0, 0), (1, 0)], [(1, 0), (.5, 1)]);
        Assert.Equal(3, seven.Points.Length);
        Assert.Equal(seven.Strokes[0][1], seven.Strokes[1][0]);
    }
}
