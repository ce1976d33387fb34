using System.Text;
using Feedforward.Benchmarks.Accuracy;
using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Tests.Accuracy;

public class FiguresTests
{
    [Fact]
    public void NumbersAreJudgedAsNumpyDoes()
    {
        // The errors ½, 0, −1, 1 about a truth of mean 3.5 and variance 5.25.
        var figures = Figures.OfNumbers([1.5f, 2, 3, 8], [1, 2, 4, 7]);
        Assert.Equal(0.75, figures["rmse"], 12);
        Assert.Equal(0.625, figures["mae"], 12);
        Assert.Equal(1 - (0.5625 / 5.25), figures["r2"], 12);
        Assert.Equal(0.3273268353539886, figures["nrmse"], 12);
    }

    [Fact]
    public void ClassesAreJudgedAsNumpyDoes()
    {
        // Right, wrong, wrong and impossible, right; the log loss is −(ln 0.7 + ln 0.3 + ln 1e-15 + ln 0.5)/4.
        var figures = Figures.OfClasses(new[,] { { 0.7, 0.2, 0.1 }, { 0.3, 0.3, 0.4 }, { 0, 1, 0 }, { 0.25, 0.5, 0.25 } }, [0, 1, 0, 1]);
        Assert.Equal(0.5, figures["err"]);
        Assert.Equal(9.198142830933826, figures["logloss"], 12);
        Assert.False(figures.ContainsKey("auc"));
    }

    [Fact]
    public void EquallyProbableRowsCountHalfInTheAreaUnderTheCurve()
    {
        double[] positive = [0.1, 0.5, 0.5, 0.8, 0.3, 0.3, 1];
        var probabilities = new double[positive.Length, 2];
        for (var row = 0; row < positive.Length; row++)
        {
            (probabilities[row, 0], probabilities[row, 1]) = (1 - positive[row], positive[row]);
        }

        // scikit-learn's roc_auc_score; by hand 10 of 12 pairs, two of them ties.
        Assert.Equal(0.8333333333333334, Figures.OfClasses(probabilities, [0, 0, 1, 1, 1, 0, 1])["auc"], 12);
    }

    [Fact]
    public void AClassThatOnlyTheTestRowsHaveIsAnError()
    {
        var rows = string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i % 10},{(i % 10 < 5 ? "low" : "high")}\n")));
        var table = Read("x,class\n" + rows + "3,other\n");
        var set = new KnownSet("numbers", "class", LearningTask.Multiclass, []);
        var model = ModelUnderTest.Fit(table, set, [.. Enumerable.Range(0, 60)], new Contender("plain"), 0, 1, TestContext.Current.CancellationToken);
        var figures = Figures.Of(model, table.Select([0, 9, 60]), ["low", "high", "other"]);
        Assert.Equal(1 / 3.0, figures["err"], 12);
        Assert.InRange(figures["logloss"], -Math.Log(1e-15) / 3, (-Math.Log(1e-15) / 3) + 0.2);
    }

    private static Table Read(string text)
    {
        using var rows = TableFile.OpenCsv(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        return Table.Read(rows, cancellationToken: TestContext.Current.CancellationToken);
    }
}
