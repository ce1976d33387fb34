using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class SineTests
{
    [Fact]
    public void What_the_sine_leaves_is_the_noise()
    {
        var set = new Sine().Generate(16, 4000);
        var noise = Enumerable.Range(0, set.Count).Select(row => set.Targets[row] - Math.Sin(3 * Math.PI * set.Inputs[row, 0])).ToArray();
        Assert.Equal(0, noise.Average(), 0.005);
        Assert.Equal(0.1, Math.Sqrt(noise.Average(value => value * value)), 0.004);
        Assert.InRange(set.Inputs.Span.ToArray().Min(), -0.5f, -0.49f);
        Assert.InRange(set.Inputs.Span.ToArray().Max(), 0.49f, 0.5f);
    }
}
