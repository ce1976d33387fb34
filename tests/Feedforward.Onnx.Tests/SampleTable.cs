using System.Globalization;

using Feedforward.Onnx.SourceCode;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>
/// A table with every kind of column, and its raw cells as another program would hand them to the runtime. Rows after
/// the training part hold missing, unseen and extreme values.
/// </summary>
internal sealed class SampleTable
{
    public const int TrainingRows = 200;

    private static readonly string[] Cities = ["Rome", "", "Łódź", "東京", "a \"b\"", "Oslo", "never seen", "ROME"];

    private readonly float[] _age;
    private readonly float[] _output;
    private readonly float[] _grade;
    private readonly string?[] _city;
    private readonly string?[] _colour;
    private readonly bool?[] _member;
    private readonly DateTime?[] _born;
    private readonly Matrix<float> _pixels;

    public SampleTable(int rows, int seed = 3)
    {
        var random = new Random(seed);
        Rows = rows;
        _age = Numbers(row => 40 + (20 * random.NextSingle()), 5);
        _output = Numbers(row => 1e-3f * random.NextSingle(), 0);
        _grade = Numbers(row => row < TrainingRows ? random.Next(4) * 0.1f : random.Next(9) * 0.1f, 7);
        _city = [.. Each(row => random.Next(6) == 0 ? null : Texts(row, random.Next(Cities.Length)))];
        _colour = [.. Each(row => row < TrainingRows || row % 3 > 0 ? (random.Next(2) == 0 ? "red" : "green") : null)];
        _member = [.. Each<bool?>(row => random.Next(5) == 0 ? null : random.Next(2) == 0)];
        _born = [.. Each<DateTime?>(row => random.Next(8) == 0 ? null : new DateTime(1990, 1, 1).AddMinutes(random.Next(20_000_000)))];
        _pixels = SampleLayers.Examples(rows, 6);
    }

    public int Rows { get; }

    public static IReadOnlyList<FeatureColumn> Features { get; } =
    [
        new("age", ColumnKind.Number),
        new("label", ColumnKind.Number),
        new("grade", ColumnKind.Category, Numeric: true),
        new("city", ColumnKind.Category),
        new("colour", ColumnKind.Category),
        new("member", ColumnKind.Boolean),
        new("born", ColumnKind.Date),
        new("pixels", ColumnKind.Vector, Width: 6),
    ];

    public Table Table(params IReadOnlyList<TableColumn> others) => Feedforward.Tabular.Table.Of(
    [
        new NumberColumn("age", _age),
        new NumberColumn("label", _output),
        new NumberColumn("grade", _grade),
        TextColumn.From("city", _city),
        TextColumn.From("colour", _colour),
        TextColumn.From("member", _member.Select(member => member is { } value ? (value ? "true" : "false") : null)),
        TextColumn.From("born", _born.Select(date => date?.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture))),
        new VectorColumn("pixels", _pixels),
        .. others,
    ]);

    /// <summary>The cells of a row of this table as a record in C# has them, by the names of its properties.</summary>
    public static Dictionary<string, object?> Cells(TabularModel model, Table table, int row) => model.Preprocessing.Encoders
        .Where(encoder => encoder.Width > 0)
        .ToDictionary(encoder => Identifiers.Pascal(encoder.Column), encoder => (table[encoder.Column], encoder) switch
        {
            (VectorColumn vector, _) => vector.Values.Row(row).ToArray(),
            var (column, _) when column.IsMissing(row) => null,
            (NumberColumn numbers, _) => (object)(double)numbers.Values[row],
            var (column, _) when encoder is BooleanEncoder => bool.Parse(column.TextAt(row)!),
            var (column, _) when encoder is DateEncoder => DateTime.Parse(column.TextAt(row)!, CultureInfo.InvariantCulture),
            var (column, _) => column.TextAt(row),
        });

    /// <summary>A target that the features have something to do with.</summary>
    public IEnumerable<float> Target() =>
        Each(row => (float.IsNaN(_age[row]) ? 3 : _age[row] / 10) + (_colour[row] == "red" ? 2 : 0) + (_member[row] == true ? 1 : 0) + _pixels[row, 0]);

    /// <summary>Gives the runtime the raw cells from a row on.</summary>
    public OnnxRun Feed(OnnxRun run, int first = 0)
    {
        run.With("age", _age[first..])
            .With("input.label", _output[first..])
            .With("grade", _grade[first..])
            .With("city", Raw(_city, first))
            .With("colour", Raw(_colour, first))
            .With("member", [.. _member[first..].Select(member => member?.ToString() ?? "")])
            .With("pixels", _pixels.Slice(first, Rows - first).Span.ToArray(), _pixels.Columns);
        Part("year", date => date.Year);
        Part("month", date => date.Month);
        Part("day", date => date.Day);
        Part("dayOfWeek", date => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek);
        Part("hour", date => (float)date.TimeOfDay.TotalHours);
        return run;

        void Part(string name, Func<DateTime, float> part) =>
            run.With("born." + name, [.. _born[first..].Select(date => date is { } known ? part(known) : float.NaN)]);
    }

    private static string[] Raw(string?[] texts, int first) => [.. texts[first..].Select(text => text ?? "")];

    private static string? Texts(int row, int choice) =>
        Cities[row < TrainingRows ? choice % 6 : choice] is { Length: > 0 } text ? text : null;

    private IEnumerable<T> Each<T>(Func<int, T> cell) => Enumerable.Range(0, Rows).Select(cell);

    private float[] Numbers(Func<int, float> number, int missingEvery)
    {
        float[] extremes = [float.NaN, 0, -0f, 1e9f, -1e-30f];
        return [.. Each(row => (missingEvery > 0 && row % missingEvery == 1) ? float.NaN
            : row >= TrainingRows && row % 11 == 0 ? extremes[row / 11 % extremes.Length]
            : number(row))];
    }
}
