using CsCheck;

namespace Feedforward.Tabular.Tests.Splitting;

public class SplitTests
{
    [Fact]
    public void PartsAreDisjointAndComplete() => Gen.Select(Gen.Int[-1, 3].Array[1, 200], Gen.Double[0, 0.9], Gen.Double[0, 0.9], Gen.ULong).Sample(
        (strata, validation, test, seed) =>
        {
            var split = Split.Of(strata, validation, test, seed);
            var all = split.Train.Concat(split.Validation).Concat(split.Test).Order();
            return all.SequenceEqual(Enumerable.Range(0, strata.Length).Where(row => strata[row] >= 0));
        });

    [Fact]
    public void EachGroupGivesItsShare()
    {
        // 700 of group 0, 250 of group 1, 50 of group 2, in mixed order.
        var strata = Enumerable.Range(0, 1000).Select(i => i % 20 < 14 ? 0 : i % 20 < 19 ? 1 : 2).ToArray();
        var split = Split.Of(strata, validation: 0.25, test: 0.2, seed: 7);
        Assert.Equal((600, 200, 200), (split.Train.Count, split.Validation.Count, split.Test.Count));
        foreach (var (group, size) in new[] { (0, 700), (1, 250), (2, 50) })
        {
            Assert.InRange(split.Test.Count(row => strata[row] == group), (size * 0.2) - 1, (size * 0.2) + 1);
            Assert.InRange(split.Validation.Count(row => strata[row] == group), (size * 0.2) - 1, (size * 0.2) + 1);
        }
    }

    [Fact]
    public void TheSeedDecides()
    {
        var strata = new int[100];
        Assert.Equal(Split.Of(strata, .2, .2, 1).Test, Split.Of(strata, .2, .2, 1).Test);
        Assert.NotEqual(Split.Of(strata, .2, .2, 1).Test, Split.Of(strata, .2, .2, 2).Test);
    }

    [Fact]
    public void TheOnlyRowOfAGroupTrains()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            Assert.Contains(9, Split.Of([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], .4, .4, seed).Train);
        }
    }

    [Fact]
    public void FoldsDivideEveryGroupEvenly()
    {
        var strata = Enumerable.Range(0, 103).Select(i => i == 0 ? -1 : i % 3).ToArray();
        var folds = Split.Folds(strata, 5, seed: 3);
        Assert.Equal(Enumerable.Range(1, 102), folds.SelectMany(fold => fold).Order());
        foreach (var fold in folds)
        {
            Assert.InRange(fold.Count, 20, 21);
            Assert.All([0, 1, 2], group => Assert.InRange(fold.Count(row => strata[row] == group), 6, 7));
        }
    }

    [Fact]
    public void SharesOutsideTheirRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Of([0, 0], 1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Of([0, 0], 0, -.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Of([0, 0], double.NaN, 0, 0));
        Assert.Throws<DataException>(() => Split.Folds([0, 0], 3, 0));
    }
}
