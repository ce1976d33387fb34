using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Judging;

public class PermutationImportanceTests
{
    /// <summary>
    /// For f = Σ w·x that is right, shuffling x adds w²(x′ − x)² with x′ independent of x: the RMSE becomes √2·|w|·deviation(x).
    /// </summary>
    [Fact]
    public void ALinearModelHasTheImportanceOfTheFormula()
    {
        var (table, model) = Linear();
        var importance = PermutationImportance.Of(model, table, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b", "c"], importance.Columns.Select(column => column.Column));
        Assert.Equal(1500, importance.Rows);
        Assert.Same(TabularMetric.RootMeanSquaredError, importance.Metric);
        Assert.InRange(importance.Value, 0, .05);
        var deviation = 4 / Math.Sqrt(12);
        Assert.Equal(Math.Sqrt(2) * 2 * deviation, importance.Columns[0].Mean, .12);
        Assert.Equal(Math.Sqrt(2) * .5 * deviation, importance.Columns[1].Mean, .06);
        Assert.InRange(importance.Columns[0].Deviation, 1e-6, .1);
    }

    [Fact]
    public void AColumnThatTheModelIgnoresHasNone()
    {
        var (table, model) = Linear();
        var parameters = model.Network.Parameters.ToArray();
        parameters[2] = 0;
        var importance = PermutationImportance.Of(
            model.WithParameters(parameters, []), table, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(new ColumnImportance("c", 0, 0), importance.Columns.Single(column => column.Column == "c"));
    }

    [Fact]
    public void TheSameSeedGivesTheSameOnAnyNumberOfThreadsAndAnotherSeedSomethingElse()
    {
        var (table, model) = Linear();
        Assert.Equal(Of(1, 0), Of(3, 0));
        Assert.NotEqual(Of(1, 0), Of(1, 1));

        IEnumerable<ColumnImportance> Of(int threads, ulong seed) => PermutationImportance.Of(
            model, table, new ImportanceOptions { Threads = threads, Seed = seed }, cancellationToken: TestContext.Current.CancellationToken).Columns;
    }

    /// <summary>Every kind of column is dealt out whole: a table with that column's cells in the same new order is predicted just as badly.</summary>
    [Fact]
    public void ItIsAsIfTheCellsThemselvesHadBeenShuffled()
    {
        var model = Trained.Classifier().Model;
        var table = Trained.Table();
        var importance = PermutationImportance.Of(
            model, table, new ImportanceOptions { Metric = "log-loss", Repeats = 1, Seed = 6 }, cancellationToken: TestContext.Current.CancellationToken);
        var order = new RandomStream(6, RandomPurpose.Experiment, 0).Permutation(table.Rows);
        var before = model.Evaluate(table).Metrics["logLoss"];
        Assert.Equal(before, importance.Value, 1e-6);
        Assert.Equal(["age", "city", "joined", "member"], importance.Columns.Select(column => column.Column).Order());
        foreach (var column in importance.Columns)
        {
            var shuffled = Table.Of([.. table.Columns.Select(other => other.Name == column.Column ? other.Select(order) : other)]);
            Assert.Equal(model.Evaluate(shuffled).Metrics["logLoss"] - before, column.Mean, 1e-5);
        }
    }

    [Fact]
    public void GivenRowsAndAtMostSoManyAreTaken()
    {
        var (table, model) = Linear();
        Assert.Equal(40, Rows(new ImportanceOptions { Rows = [.. Enumerable.Range(10, 40)] }));
        Assert.Equal(100, Rows(new ImportanceOptions { MostRows = 100 }));
        Assert.Throws<ArgumentException>(() => Rows(new ImportanceOptions { Metric = "auc" }));
        Assert.Throws<DataException>(() => Rows(new ImportanceOptions { Rows = [] }));

        int Rows(ImportanceOptions options) => PermutationImportance.Of(model, table, options, cancellationToken: TestContext.Current.CancellationToken).Rows;
    }

    [Fact]
    public void ItCanBeStopped()
    {
        var (table, model) = Linear();
        using var source = new CancellationTokenSource();
        var progress = new Told<double>(_ => source.Cancel());
        Assert.Throws<OperationCanceledException>(() => PermutationImportance.Of(model, table, new ImportanceOptions { Threads = 2 }, progress, source.Token));
        var seen = new List<double>();
        PermutationImportance.Of(model, table, new ImportanceOptions { Threads = 1 }, new Told<double>(seen.Add), TestContext.Current.CancellationToken);
        Assert.Equal(15, seen.Count);
        Assert.Equal(1, seen[^1]);
    }

    [Fact]
    public void TheWorstRowsAreThoseFurthestFromTheTruth()
    {
        var (table, model) = Linear();
        var y = table.Numbers("y").ToArray();
        (y[700], y[3]) = (y[700] + 50, y[3] - 20);
        var wrong = Table.Of([.. table.Columns.Where(column => column.Name != "y"), new NumberColumn("y", y)]);
        var worst = WorstRow.Of(model, wrong, 3);
        Assert.Equal([700, 3], worst.Take(2).Select(row => row.Row));
        Assert.Equal(701, worst[0].Line);
        Assert.Equal(50, worst[0].Residual!.Value, .2);
        Assert.Equal(3, worst.Count);
    }

    [Fact]
    public void TheWorstRowsOfClassesAreThoseThatWereLeastExpected()
    {
        var model = Trained.Classifier().Model;
        var table = Trained.Table();
        var predictions = model.Predict(table);
        var worst = WorstRow.Of(model, table, int.MaxValue);
        Assert.Equal(Enumerable.Range(0, table.Rows).Count(row => predictions.TextAt(row) != table["class"].TextAt(row)), worst.Count);
        Assert.All(worst, row => Assert.NotEqual(row.Truth, row.Prediction));
        Assert.All(worst.Zip(worst.Skip(1)), pair => Assert.True(pair.First.TruthProbability <= pair.Second.TruthProbability));
        Assert.All(worst, row => Assert.True(row.TruthProbability <= row.PredictionProbability));
    }

    /// <summary>y = 2a + b/2 over columns in [−2, 2], and c, which has nothing to do with it.</summary>
    private static (Table Table, TabularModel Model) Linear()
    {
        var random = new RandomStream(5, RandomPurpose.Data);
        var rows = Enumerable.Range(0, 1500).Select(i => (A: random.Uniform(3 * i, -2, 2), B: random.Uniform((3 * i) + 1, -2, 2), C: random.Uniform((3 * i) + 2, -2, 2))).ToList();
        var table = new TableRows<(float A, float B, float C)>(rows)
            .Number("a", row => row.A).Number("b", row => row.B).Number("c", row => row.C)
            .Number("y", row => (2 * row.A) + (row.B / 2))
            .ToTable();
        var options = new TabularOptions { Target = "y", Hidden = [], Epochs = 40, LearningRate = .02, Seed = 1, Threads = 1 };
        return (table, TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken).Model);
    }
}
