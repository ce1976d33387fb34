using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class BlobsTests
{
    [Fact]
    public void The_best_rule_is_right_as_often_as_theory_says()
    {
        var set = new Blobs().Generate(15, 4000);
        var right = Enumerable.Range(0, set.Count).Count(row =>
            set.Targets[row] == (set.Inputs[row, 0] > 0 ? 1 : 0) + (set.Inputs[row, 1] > 0 ? 2 : 0));

        // Φ(2)² = 0.97725² = 0.95502; three standard deviations of a share of 4,000 are 0.0098.
        Assert.Equal(0.95502, right / 4000.0, 0.0098);
    }
}
