using System.Text;

namespace Feedforward.Tabular.Tests.Modeling;

/// <summary>From any reader of rows to the text of a CSV file.</summary>
public sealed class PredictionCsvTests
{
    [Fact]
    public void A_databases_answer_becomes_csv()
    {
        var model = Trained.Classifier().Model;
        using var answer = new System.Data.DataTable();
        answer.Columns.Add("id", typeof(string));
        answer.Columns.Add("age", typeof(long));
        answer.Columns.Add("city", typeof(string));
        answer.Columns.Add("member", typeof(bool));
        answer.Columns.Add("joined", typeof(DateTime));
        answer.Rows.Add("a,\"b\"", 60L, "Oslo", true, new DateTime(2026, 1, 1));
        answer.Rows.Add(null, 25L, null, false, new DateTime(2026, 2, 1));
        using var rows = answer.CreateDataReader();
        using var text = new StringWriter();
        var written = model.PredictTo(rows, text, new PredictOptions { Keep = ["id"], Probabilities = true }, TestContext.Current.CancellationToken);

        using var again = answer.CreateDataReader();
        var expected = model.Predict(again, cancellationToken: TestContext.Current.CancellationToken).Single().Predictions;
        var lines = text.ToString().Split('\n');
        Assert.Equal("id,prediction," + string.Join(',', model.Classes.Select(name => $"probability_{name}")), lines[0]);
        Assert.StartsWith($"\"a,\"\"b\"\"\",{expected.TextAt(0)},", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($",{expected.TextAt(1)},", lines[2], StringComparison.Ordinal);
        Assert.Equal(("", 4), (lines[3], lines.Length));
        Assert.Equal(
            expected.Probabilities.Row(1).ToArray(), lines[2].Split(',')[2..].Select(cell => float.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal((2, 0), (written.Rows, written.Marked));
        Assert.Empty(written.Notices);
    }

    [Fact]
    public void Bad_rows_are_marked_and_counted_and_the_stream_stays_open()
    {
        var model = Trained.Classifier().Model;
        using var rows = CsvText.Rows("age,city,member,joined\n60,Oslo,true,2026-01-01\nold,Oslo,true,2026-01-01\n60,Kyiv,true,2026-01-01\n");
        using var stream = new MemoryStream();
        var written = model.PredictTo(
            rows, stream, new PredictOptions { OnError = RowErrors.Mark, BlockRows = 1 }, TestContext.Current.CancellationToken);
        Assert.True(stream.CanWrite);
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
        Assert.Equal("prediction,error", lines[0]);
        Assert.Equal("high,", lines[1]);
        Assert.StartsWith(",\"Line 3, column 'age': 'old' is not a number", lines[2], StringComparison.Ordinal);
        Assert.Equal((3, 1), (written.Rows, written.Marked));
        Assert.Equal((NoticeKind.UnseenCategory, "city"), (written.Notices.Single().Kind, written.Notices.Single().Column));
    }

    [Fact]
    public void Intervals_that_the_model_does_not_have_are_refused_before_a_line_is_written()
    {
        var model = TabularTrainer.Fit(
            Trained.Table(), Trained.Options("amount", "class") with { IntervalLevel = null }, cancellationToken: TestContext.Current.CancellationToken).Model;
        using var rows = CsvText.Rows(Trained.Text);
        using var text = new StringWriter();
        Assert.Throws<ArgumentException>(() => model.PredictTo(rows, text, new PredictOptions { Intervals = true }, TestContext.Current.CancellationToken));
        Assert.Equal("", text.ToString());
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_before_a_line_is_written()
    {
        var model = Trained.Classifier().Model;
        using var rows = CsvText.Rows("age,city,member\n60,Oslo,true\n");
        using var text = new StringWriter();
        Assert.Equal("joined", Assert.Throws<DataException>(() => model.PredictTo(rows, text, cancellationToken: TestContext.Current.CancellationToken)).Column);
        Assert.Equal("", text.ToString());
    }
}
