namespace Feedforward.Tabular.Tests.Training;

/// <summary>Going on from a model with rows of another time.</summary>
public sealed class ContinuedTrainingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The price of a thing depends on size and city; a model of the first rows goes on with later ones, where everything costs twice as much.</summary>
    [Fact]
    public void NewRowsAreLearnedFrom()
    {
        var model = TabularTrainer.Fit(Rows(200, 1), Options(), cancellationToken: Cancellation).Model;
        var later = Rows(200, 2);

        var result = model.ContinueFit(later, options => options with { Epochs = 150 }, cancellationToken: Cancellation);

        var (before, after) = (model.Evaluate(later).Metrics["rmse"], result.Model.Evaluate(later).Metrics["rmse"]);
        Assert.True(after < before / 2, $"{before} before, {after} after");
        Assert.Same(model.Schema, result.Model.Schema);
        Assert.Same(model.Preprocessing, result.Model.Preprocessing);
        Assert.Contains(result.Notices, notice => notice.Message.Contains("validation rows the model that training went on from has rmse", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Notices, notice => notice.Message.Contains("did not get better", StringComparison.Ordinal));
    }

    /// <summary>Steps without end leave a model worse than it was, which is said.</summary>
    [Fact]
    public void WhatMakesAModelWorseIsSaid()
    {
        var model = TabularTrainer.Fit(Rows(200, 1), Options(), cancellationToken: Cancellation).Model;
        var result = model.ContinueFit(Rows(200, 1), options => options with { Epochs = 1, LearningRate = 3, Optimizer = "adam" }, cancellationToken: Cancellation);
        Assert.Contains(result.Notices, notice => notice.Message.Contains("did not get better", StringComparison.Ordinal));
    }

    [Fact]
    public void CategoriesThatTheModelDoesNotKnowAreCountedAndSaid()
    {
        var model = TabularTrainer.Fit(Rows(200, 1), Options(), cancellationToken: Cancellation).Model;
        var result = model.ContinueFit(Rows(200, 1, third: "Rome"), options => options with { Epochs = 2, Test = 0 }, cancellationToken: Cancellation);

        // A third of the rows, all of which train or validate as no part is held back for a test.
        var notice = Assert.Single(result.Notices, notice => notice.Kind == NoticeKind.UnseenCategory);
        Assert.Equal("city", notice.Column);
        Assert.Contains("66 cells", notice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsAreCheckedByName()
    {
        var model = TabularTrainer.Fit(Rows(200, 1), Options(), cancellationToken: Cancellation).Model;

        var missing = Fails(CsvText.Table("price,SIZE\n1,2\n3,4\n"));
        Assert.Contains("the table lacks 'size', 'city'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'SIZE'?", missing.Message, StringComparison.Ordinal);
        Assert.Equal("size", missing.Column);
        Assert.Contains("lacks 'price'", Fails(CsvText.Table("size,city\n1,Bonn\n2,Kiel\n")).Message, StringComparison.Ordinal);

        var text = Fails(CsvText.Table("size,city,price\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i == 40 ? "large" : $"{i}")},Bonn,{i}\n"))));
        Assert.Equal("size", text.Column);
        Assert.Contains("large", text.Message, StringComparison.Ordinal);

        var more = model.ContinueFit(
            CsvText.Table("size,city,colour,price\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},Bonn,red,{i}\n"))),
            options => options with { Epochs = 1 },
            cancellationToken: Cancellation);
        Assert.Equal("colour", Assert.Single(more.Notices, notice => notice.Kind == NoticeKind.ExtraColumn).Column);

        DataException Fails(Table table) => Assert.Throws<DataException>(() => model.ContinueFit(table, cancellationToken: Cancellation));
    }

    [Fact]
    public void AClassThatTheModelDoesNotKnowIsAnErrorWithItsLine()
    {
        var model = TabularTrainer.Fit(Classes("no"), Options("class"), cancellationToken: Cancellation).Model;
        var fault = Assert.Throws<DataException>(() => model.ContinueFit(Classes("perhaps"), cancellationToken: Cancellation));
        Assert.Contains("'perhaps' is not a class of 'class' that the model knows (no, yes)", fault.Message, StringComparison.Ordinal);
        Assert.Equal((long?)2, fault.Row);

        static Table Classes(string other) => CsvText.Table("x,class\n" + string.Concat(Enumerable.Range(0, 80).Select(i => $"{i % 10},{(i % 10 < 5 ? other : "yes")}\n")));
    }

    /// <summary>Rows appended to the old ones: some of the test part were learned from before.</summary>
    [Fact]
    public void MoreRowsWithTheOldOnesAmongThemAreWarnedOf()
    {
        var model = TabularTrainer.Fit(Rows(200, 1), Options(), cancellationToken: Cancellation).Model;
        var result = model.ContinueFit(Rows(300, 1), options => options with { Epochs = 1 }, cancellationToken: Cancellation);
        Assert.Contains(result.Notices, notice => notice.Message.Contains("300 rows, the first training had 200", StringComparison.Ordinal));
    }

    private static TabularOptions Options(string target = "price") => new() { Target = target, Hidden = [8], Epochs = 30, Seed = 1, Threads = 1, LearningRate = 0.01 };

    private static Table Rows(int count, int factor, string third = "Bonn") => CsvText.Table("size,city,price\n" + string.Concat(
        Enumerable.Range(0, count).Select(i => $"{i % 17},{(i % 3 == 2 ? third : i % 3 == 1 ? "Kiel" : "Bonn")},{factor * ((i % 17) + (i % 3 == 1 ? 9 : 0))}\n")));
}
