using System.Globalization;

namespace Feedforward.Tabular.Tests.Modeling;

public class TabularModelTests
{
    [Fact]
    public void ColumnsAreFoundByNameAndOthersIgnoredWithANotice()
    {
        var model = Trained.Classifier().Model;
        var table = CsvText.Table("extra,joined,member,city,age\n1,2026-01-01,true,Oslo,60\n", model.ReadOptions());
        var predictions = model.Predict(table);
        Assert.Equal("high", predictions.TextAt(0));
        var notice = Assert.Single(predictions.Notices);
        Assert.Equal((NoticeKind.ExtraColumn, "extra"), (notice.Kind, notice.Column));
    }

    [Fact]
    public void AColumnThatIsNotThereOrHoldsSomethingElseIsNamed()
    {
        var model = Trained.Classifier().Model;
        Assert.Equal("city", Assert.Throws<DataException>(() => model.Predict(CsvText.Table("age,member,joined\n60,true,2026-01-01\n"))).Column);
        var wrong = Assert.Throws<DataException>(() => model.Predict(CsvText.Table("age,city,member,joined\n60,Rome,true,2026-01-01\nx,Rome,true,2026-01-01\n")));
        Assert.Equal((3L, "age"), (wrong.Row, wrong.Column));
    }

    [Fact]
    public void ARecordGivesWhatATableGives()
    {
        var model = Trained.Classifier().Model;
        var fromTable = model.Predict(CsvText.Table("age,city,member,joined\n31,,false,2026-05-06\n", model.ReadOptions()));
        var record = new Dictionary<string, object?>
        {
            ["age"] = 31,
            ["city"] = null,
            ["member"] = false,
            ["joined"] = new DateTime(2026, 5, 6),
        };
        var prediction = model.Predict(record);
        Assert.Equal(fromTable.TextAt(0), prediction.Text);
        Assert.Equal(fromTable.Probabilities.Row(0).ToArray(), prediction.Probabilities.Values);
        Assert.Equal(model.Classes, prediction.Probabilities.Keys);
        record.Remove("city");
        Assert.Equal("city", Assert.Throws<DataException>(() => model.Predict(record)).Column);
        record["city"] = "Rome";
        record["age"] = "old";
        Assert.Equal("age", Assert.Throws<DataException>(() => model.Predict(record)).Column);
    }

    [Fact]
    public void AStreamGivesWhatTheTableGivesWhateverTheBlocks()
    {
        var model = Trained.Regressor().Model;
        var expected = model.Predict(CsvText.Table(Trained.Text, model.ReadOptions()));
        foreach (var size in new[] { 1, 7, 120, 1000 })
        {
            using var rows = CsvText.Rows(Trained.Text);
            var blocks = model.Predict(rows, new PredictOptions { BlockRows = size, Keep = ["city", "amount"] }, TestContext.Current.CancellationToken).ToList();
            Assert.Equal(expected.Values.ToArray(), blocks.SelectMany(block => block.Predictions.Values.ToArray()));
            Assert.Equal(Enumerable.Range(2, 120).Select(line => (long)line), blocks.SelectMany(block => block.Lines));
            Assert.Equal(["Rome", "25.5"], blocks[0].Kept[0]);
            Assert.Null(blocks.SelectMany(block => block.Kept).ElementAt(3)[0]);
        }
    }

    [Fact]
    public void BadRowsAreMarkedWithTheirLines()
    {
        const string Text = "age,city,member,joined\n60,Oslo,true,2026-01-01\nold,Oslo,true,2026-01-01\n60,Oslo\n60,Oslo,perhaps,2026-01-01\n60,Oslo,true,2026-01-01\n";
        var model = Trained.Classifier().Model;
        using var rows = CsvText.Rows(Text);
        var block = Assert.Single(model.Predict(
            rows, new PredictOptions { OnError = RowErrors.Mark, Keep = ["age"] }, TestContext.Current.CancellationToken));
        Assert.Equal([(1, 3L, "age"), (2, 4L, null), (3, 5L, "member")], block.Errors.Select(error => (error.Row, error.Line, error.Column)));
        Assert.Equal(["high", "", "", "", "high"], Enumerable.Range(0, 5).Select(block.Predictions.TextAt));
        Assert.Equal([false, true, true, true, false], Enumerable.Range(0, 5).Select(block.Predictions.IsMarked));
        Assert.Equal(["60", "old", null, "60", "60"], block.Kept.Select(cells => cells[0]));
        Assert.Throws<InvalidOperationException>(() => block.Predictions.ClassAt(1));

        using var again = CsvText.Rows(Text);
        var failed = Assert.Throws<DataException>(() => model.Predict(again, cancellationToken: TestContext.Current.CancellationToken).ToList());
        Assert.Equal((3L, "age"), (failed.Row, failed.Column));
    }

    [Fact]
    public void WhatTrainingDidNotSeeIsCounted()
    {
        var model = Trained.Classifier().Model;
        using var rows = CsvText.Rows("age,city,member,joined\n60,Bonn,,2026-01-01\n60,Kyiv,true,2026-01-01\n");
        var blocks = model.Predict(rows, new PredictOptions { BlockRows = 1 }, TestContext.Current.CancellationToken).ToList();
        Assert.Equal(2, blocks[^1].Counts.UnseenCategories["city"]);
        Assert.Equal(1, blocks[^1].Counts.UnseenMissing["member"]);
    }

    [Fact]
    public void AStreamWithoutAColumnIsRefusedBeforeItIsRead()
    {
        var model = Trained.Classifier().Model;
        using var rows = CsvText.Rows("age,city,member\n60,Oslo,true\n");
        Assert.Equal("joined", Assert.Throws<DataException>(() => model.Predict(rows, cancellationToken: TestContext.Current.CancellationToken)).Column);
    }

    [Fact]
    public void EvaluationComparesWithTheTarget()
    {
        var model = Trained.Classifier().Model;
        var text = Trained.Text.Replace(",high,", ",,", StringComparison.Ordinal);
        var table = CsvText.Table(text, model.ReadOptions());
        var evaluation = model.Evaluate(table);
        var predictions = model.Predict(table);
        var judged = table.AllRows().Where(row => !table["class"].IsMissing(row)).ToList();
        Assert.Equal((judged.Count, 120 - judged.Count), (evaluation.Rows, evaluation.Skipped));
        Assert.Equal(
            judged.Average(row => predictions.TextAt(row) == table["class"].TextAt(row) ? 1.0 : 0.0), evaluation.Metrics["accuracy"], 12);
        Assert.Equal(["accuracy", "logLoss", "f1", "brier", "ece"], evaluation.Metrics.Keys.Where(name => name != "auc"));
        var unknown = CsvText.Table(Trained.Text.Replace(",high,", ",huge,", StringComparison.Ordinal), model.ReadOptions());
        Assert.Contains("'huge' is not a class", Assert.Throws<DataException>(() => model.Evaluate(unknown)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetsAreEncodedAsTheLossTakesThem()
    {
        var classifier = Trained.Classifier().Model;
        var table = Trained.Table();
        Assert.Equal(
            table.Texts("class").Select(label => (float)classifier.Classes.ToList().IndexOf(label!)), classifier.EncodeTarget(table).Span.ToArray());
        var regressor = Trained.Regressor().Model;
        var decoded = regressor.EncodeTarget(table).Span.ToArray().Select(regressor.TargetScale.Decode);
        Assert.All(decoded.Zip(table.Numbers("amount")), pair => Assert.Equal(pair.Second, pair.First, 3));
    }

    [Fact]
    public void NumericLabelsAreComparedAsNumbers()
    {
        var table = CsvText.Table("x,t\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 10},{(i % 10 < 4 ? "1.0" : "02")}\n")));
        var model = TabularTrainer.Fit(table, Trained.Options("t"), cancellationToken: TestContext.Current.CancellationToken).Model;
        Assert.Equal(["1", "2"], model.Classes);
        Assert.Equal(1, model.Evaluate(CsvText.Table("x,t\n0,1\n9,2.00\n", model.ReadOptions())).Metrics["accuracy"]);
    }

    [Fact]
    public void ManyThreadsMayPredictAtOnce()
    {
        var model = Trained.Regressor().Model;
        var table = CsvText.Table(Trained.Text, model.ReadOptions());
        var expected = model.Predict(table).Values.ToArray();
        var results = new float[16][];
        Parallel.For(0, results.Length, i => results[i] = model.Predict(table).Values.ToArray());
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Fact]
    public void NumbersAreWrittenInvariantly()
    {
        var model = Trained.Regressor().Model;
        var predictions = model.Predict(Trained.Table());
        Assert.Equal(predictions.Values[5], float.Parse(predictions.TextAt(5), CultureInfo.InvariantCulture));
    }
}
