namespace Feedforward.Tabular.Tests.Streaming;

public class StreamedSplitTests
{
    [Fact]
    public void PartsHaveTheirShares()
    {
        const int Blocks = 50;
        const int Rows = 2000;
        var split = new StreamedSplit(validation: 0.1, test: 0.2, seed: 3);
        var counts = new int[3];
        for (var block = 0; block < Blocks; block++)
        {
            for (var row = 0; row < Rows; row++)
            {
                counts[(int)split.Of(block, row)]++;
            }
        }

        // Five deviations of a binomial number on each side.
        foreach (var (part, share) in new[] { (RowPart.Test, 0.2), (RowPart.Validation, 0.08), (RowPart.Train, 0.72) })
        {
            var deviation = Math.Sqrt(Blocks * Rows * share * (1 - share));
            Assert.InRange(counts[(int)part], (Blocks * Rows * share) - (5 * deviation), (Blocks * Rows * share) + (5 * deviation));
        }
    }

    [Fact]
    public void APartIsAFunctionOfSeedAndPlace()
    {
        var (split, same, other) = (new StreamedSplit(0.5, 0.2, 3), new StreamedSplit(0.5, 0.2, 3), new StreamedSplit(0.5, 0.2, 4));
        var places = Enumerable.Range(0, 500).Select(i => (Block: i % 7, Row: i)).ToList();
        Assert.Equal(places.Select(place => split.Of(place.Block, place.Row)), places.Select(place => same.Of(place.Block, place.Row)));
        Assert.NotEqual(places.Select(place => split.Of(place.Block, place.Row)), places.Select(place => other.Of(place.Block, place.Row)));
        Assert.NotEqual(Enumerable.Range(0, 100).Select(row => split.Of(0, row)), Enumerable.Range(0, 100).Select(row => split.Of(1, row)));
    }

    [Fact]
    public void RowsWithoutATargetBelongToNone()
    {
        var table = Table.Of(new NumberColumn("y", [1, float.NaN, 3, 4, float.NaN]));
        var target = new TargetColumn("y", LearningTask.Regression, [], Numeric: false);
        var split = new StreamedSplit(0.3, 0.3, 0);
        Assert.Equal([0, 2, 3], Enum.GetValues<RowPart>().SelectMany(part => split.Rows(0, table, target, part)).Order());
    }
}
