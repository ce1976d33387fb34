namespace Feedforward.Tabular.Tests.Preprocessing;

public class TargetScaleTests
{
    [Fact]
    public void DecodeUndoesEncode()
    {
        var scale = TargetScale.Fit([10, float.NaN, 30]);
        Assert.Equal(new TargetScale(20, 10), scale);
        Assert.Equal(1.5f, scale.Encode(35));
        Assert.Equal(35f, scale.Decode(1.5f));
    }
}
