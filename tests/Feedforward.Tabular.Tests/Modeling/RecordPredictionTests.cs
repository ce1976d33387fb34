using System.ComponentModel.DataAnnotations.Schema;

namespace Feedforward.Tabular.Tests.Modeling;

/// <summary>A row given as an object or a dictionary predicts what the same row of a table predicts, and a field at fault is named.</summary>
public sealed class RecordPredictionTests
{
    private const string Row = "age,city,member,joined\n31,,false,2026-05-06\n";

    private sealed record Person(float? Age, string? City, bool Member, DateOnly Joined);

    private sealed class Applicant
    {
        public int YEARS { get; init; } = 31;

        [Column("age")]
        public int HowOld { get; init; } = 31;

        public string? City { get; init; }

        public string Mem_Ber { get; init; } = "false";

        public DateTime Joined { get; init; } = new(2026, 5, 6);

        public object Unused => throw new InvalidOperationException("Nobody asked for this.");
    }

    private sealed record WithoutCity(float Age, bool Member, DateOnly Joined);

    private sealed record WithTwoCities(float Age, string CITY, string City, bool Member, DateOnly Joined);

    private sealed record Later
    {
        public float Age => throw new InvalidOperationException("Not known yet.");

        public string? City => null;

        public bool Member => false;

        public string Joined => "2026-05-06";
    }

    private sealed record WithList(float Age, List<string> City, bool Member, DateOnly Joined);

    [Fact]
    public void An_object_gives_what_a_table_gives()
    {
        var model = Trained.Classifier().Model;
        var expected = model.Predict(CsvText.Table(Row, model.ReadOptions()));
        Check(model.Predict(new Person(31, null, false, new DateOnly(2026, 5, 6))));
        Check(model.Predict(new Applicant()));

        // Without a type of its own as well.
        Check(model.Predict(new { age = "31", city = "", member = 0, joined = "2026/05/06" }));

        void Check(Prediction prediction)
        {
            Assert.Equal(expected.TextAt(0), prediction.Text);
            Assert.Equal(expected.Probabilities.Row(0).ToArray(), prediction.Probabilities.Values);
        }
    }

    [Fact]
    public void A_dictionary_a_reader_and_a_table_are_not_taken_for_objects()
    {
        var model = Trained.Regressor().Model;
        var table = CsvText.Table(Row, model.ReadOptions());
        var dictionary = new Dictionary<string, object?> { ["age"] = 31, ["city"] = null, ["member"] = false, ["joined"] = "2026-05-06" };
        Assert.Equal(model.Predict(table).Values[0], model.Predict(dictionary).Value);
        using var rows = CsvText.Rows(Row);
        Assert.Equal(model.Predict(table).Values[0], model.Predict(rows, cancellationToken: TestContext.Current.CancellationToken).Single().Predictions.Values[0]);
    }

    [Fact]
    public void A_property_that_is_not_there_or_there_twice_is_named()
    {
        var model = Trained.Classifier().Model;
        var missing = Assert.Throws<DataException>(() => model.Predict(new WithoutCity(31, false, default)));
        Assert.Equal("city", missing.Column);
        Assert.Contains("WithoutCity has no property for the column 'city'. It has Age, Member, Joined", missing.Message, StringComparison.Ordinal);
        var nameless = Assert.Throws<DataException>(() => model.Predict(new { Age = 31 }));
        Assert.StartsWith("The object has no property for the column 'city'. It has Age;", nameless.Message, StringComparison.Ordinal);
        var twice = Assert.Throws<DataException>(() => model.Predict(new WithTwoCities(31, "Rome", "Oslo", false, default)));
        Assert.Contains("CITY, City", twice.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("age", "old", "'age' is 'old'; a number was expected.")]
    [InlineData("age", 1e300, "'age' is '1E+300'; a number between")]
    [InlineData("member", "perhaps", "'member' is 'perhaps'; true or false (1 or 0) was expected.")]
    [InlineData("joined", "06.05.2026", "'joined' is '06.05.2026'; a date such as 2026-01-31 was expected.")]
    [InlineData("city", new[] { 1 }, "'city' is a Int32[]; a text or a number was expected.")]
    public void A_field_that_holds_something_else_is_named(string field, object value, string message)
    {
        var model = Trained.Classifier().Model;
        var record = new Dictionary<string, object?> { ["age"] = 31, ["city"] = null, ["member"] = false, ["joined"] = "2026-05-06" };
        record[field] = value;
        var fault = Assert.Throws<DataException>(() => model.Predict(record));
        Assert.Equal((field, null), (fault.Column, fault.Row));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_property_throws_comes_through()
    {
        var model = Trained.Classifier().Model;
        Assert.Equal("Not known yet.", Assert.Throws<InvalidOperationException>(() => model.Predict(new Later())).Message);
    }

    [Fact]
    public void A_list_is_no_text() =>
        Assert.Equal("city", Assert.Throws<DataException>(() => Trained.Classifier().Model.Predict(new WithList(31, ["Rome"], false, default))).Column);

    [Fact]
    public void A_field_that_differs_in_case_is_pointed_at()
    {
        var model = Trained.Classifier().Model;
        var record = new Dictionary<string, object?> { ["Age"] = 31, ["city"] = null, ["member"] = false, ["joined"] = "2026-05-06" };
        var fault = Assert.Throws<DataException>(() => model.Predict(record));
        Assert.StartsWith("The record has no 'age', but 'Age': names are compared letter by letter;", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_records_is_predicted_in_its_order_whatever_the_batches()
    {
        var model = Trained.Regressor().Model;
        var people = Enumerable.Range(0, 50).Select(i => new Person(20 + i, i % 2 == 0 ? "Oslo" : null, i % 3 == 0, new DateOnly(2026, 1, 1 + (i % 28)))).ToList();
        var expected = people.Select(person => model.Predict(person).Value).ToList();
        foreach (var size in new[] { 1, 7, 50, 1000 })
        {
            var predicted = new List<float?>();
            await foreach (var prediction in model.PredictMany(Stream(people), size, TestContext.Current.CancellationToken))
            {
                predicted.Add(prediction.Value);
            }

            Assert.Equal(expected, predicted);
        }
    }

    [Fact]
    public async Task A_batch_is_read_no_further_than_it_must_be()
    {
        var model = Trained.Regressor().Model;
        var read = 0;
        var people = Enumerable.Range(0, 100).Select(i =>
        {
            read++;
            return new Person(20 + i, "Oslo", true, new DateOnly(2026, 1, 1));
        });
        await foreach (var prediction in model.PredictMany(Stream(people), 10, TestContext.Current.CancellationToken))
        {
            Assert.NotNull(prediction.Value);
            break;
        }

        Assert.Equal(10, read);
    }

    [Fact]
    public async Task A_stream_may_be_of_dictionaries_and_a_bad_record_is_counted()
    {
        var model = Trained.Regressor().Model;
        var records = Enumerable.Range(0, 9).Select(i => new Dictionary<string, object?>
        {
            ["age"] = i == 7 ? "old" : i,
            ["city"] = null,
            ["member"] = false,
            ["joined"] = "2026-05-06",
        });
        var seen = 0;
        var fault = await Assert.ThrowsAsync<DataException>(async () =>
        {
            await foreach (var _ in model.PredictMany(Stream(records), 3, TestContext.Current.CancellationToken))
            {
                seen++;
            }
        });
        Assert.Equal((6, 8L, "age"), (seen, fault.Row, fault.Column));
        Assert.StartsWith("Record 8: 'age' is 'old'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_is_null_is_counted()
    {
        var model = Trained.Regressor().Model;
        Person[] people = [new(20, "Oslo", true, default), null!];
        var fault = await Assert.ThrowsAsync<DataException>(async () =>
        {
            await foreach (var _ in model.PredictMany(Stream(people), 1, TestContext.Current.CancellationToken))
            {
            }
        });
        Assert.Equal((2L, "Record 2 is null."), (fault.Row, fault.Message));
    }

    [Fact]
    public async Task A_stream_can_be_stopped()
    {
        var model = Trained.Regressor().Model;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in model.PredictMany(Stream(Endless()), 4, stop.Token))
            {
                if (++seen == 6)
                {
                    await stop.CancelAsync();
                }
            }
        });
        Assert.Equal(8, seen);

        static IEnumerable<Person> Endless()
        {
            while (true)
            {
                yield return new Person(30, "Rome", true, new DateOnly(2026, 1, 1));
            }
        }
    }

    private static async IAsyncEnumerable<T> Stream<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }
}
