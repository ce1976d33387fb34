using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Parity;

/// <summary>
/// A table with a column of every kind: <see cref="TrainingRows"/> ordinary rows to learn from, and a thousand others with missing,
/// unseen and extreme cells. Infinite numbers are not among them, as no table of ours takes them.
/// </summary>
internal static class ParityTable
{
    public const int TrainingRows = 400;
    public const int OtherRows = 1000;

    private const int Rows = TrainingRows + OtherRows;
    private const int Pixels = 4;

    private static readonly Random s_random = new(11);

    private static readonly float[] s_extremes =
        [1e30f, -1e30f, float.MaxValue, float.MinValue, float.Epsilon, -0f, 0, 1e-30f, 1e9f, 16_777_217];

    private static readonly string?[] s_odd =
    [
        null, "", "never seen", "ROME", "Rome\u0301", "\u200f\u05e9\u05dc\u05d5\u05dd", "👩‍👩‍👧 and more", new string('x', 100_000), "\"quoted\\\n\t", "日本",
    ];

    private static readonly float[] s_age = Numbers(_ => MathF.Round(20 + (60 * s_random.NextSingle())), missing: 9);
    private static readonly float[] s_income = Numbers(_ => MathF.Exp(10 + (3 * s_random.NextSingle())), missing: 0);
    private static readonly float[] s_tiny = Numbers(_ => 1e-3f * s_random.NextSingle(), missing: 14);
    private static readonly float[] s_label = Numbers(_ => s_random.Next(3), missing: 0);
    private static readonly float[] s_sameInTraining = [.. Each(row => row < TrainingRows ? 7 : row % 5 == 0 ? float.NaN : row % 3)];
    private static readonly float[] s_grade = [.. Each(row => row % 13 == 5 ? float.NaN : s_random.Next(row < TrainingRows ? 4 : 7) * 0.1f)];
    private static readonly string?[] s_city = Texts(6, "Rome", "Łódź", "東京", "a \"b\"", "Oslo");
    private static readonly string?[] s_colour = Texts(0, "red", "green");
    private static readonly string?[] s_street = Texts(11, [.. Enumerable.Range(0, 40).Select(number => "Straße " + Text(number))]);
    private static readonly bool?[] s_member = [.. Each<bool?>(row => row % 7 == 3 ? null : s_random.Next(2) == 0)];
    private static readonly DateTime?[] s_joined = [.. Each(row => row % 8 == 2 ? null : Date(row))];
    private static readonly DateTime?[] s_seen = [.. Each(row => row >= TrainingRows && row % 9 == 4 ? null : Date(row)?.AddMinutes(s_random.Next(1440)))];
    private static readonly Matrix<float> s_pixels = Vectors();
    private static readonly float[] s_target = [.. Each(Target)];

    /// <summary>The kinds that are not what inference would find.</summary>
    public static IReadOnlyDictionary<string, ColumnKind> Types { get; } = new Dictionary<string, ColumnKind>
    {
        ["grade"] = ColumnKind.Category,
        ["label"] = ColumnKind.Number,
        ["same"] = ColumnKind.Number,
    };

    public static IReadOnlyList<string> Targets { get; } = ["sick", "kind", "price"];

    /// <summary>All columns, the constant one included, and all targets.</summary>
    public static Table Table { get; } = Tabular.Table.Of(
    [
        new NumberColumn("age", s_age),
        new NumberColumn("income", s_income),
        new NumberColumn("tiny", s_tiny),
        new NumberColumn("label", s_label),
        new NumberColumn("same", s_sameInTraining),
        new NumberColumn("grade", s_grade),
        new NumberColumn("constant", [.. Each(_ => 1f)]),
        TextColumn.From("city", s_city),
        TextColumn.From("colour", s_colour),
        TextColumn.From("street", s_street),
        TextColumn.From("member", s_member.Select(member => member is { } known ? (known ? "true" : "false") : null)),
        TextColumn.From("joined", s_joined.Select(date => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        TextColumn.From("last-seen", s_seen.Select(date => date?.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture))),
        new VectorColumn("pixels", s_pixels),
        TextColumn.From("sick", s_target.Select(value => value > 6 ? "yes" : "no")),
        TextColumn.From("kind", s_target.Select(value => value > 7 ? "große" : value > 5 ? "mittlere" : "1.5")),
        new NumberColumn("price", [.. s_target.Select(value => 100 * value)]),
    ]);

    public static Table TrainingPart { get; } = Table.Select([.. Enumerable.Range(0, TrainingRows)]);

    public static Table OtherPart { get; } = Table.Select([.. Enumerable.Range(TrainingRows, OtherRows)]);

    /// <summary>Gives a runtime the raw cells of the other part, as far as the model asks for them.</summary>
    public static void Feed(OnnxRun run)
    {
        foreach (var name in run.InputNames)
        {
            var (column, part) = name.Split('.', 2) is [not "input", var behind] ? (name[..^(behind.Length + 1)], behind) : (name, "");
            _ = column switch
            {
                "age" => run.With(name, s_age[TrainingRows..]),
                "income" => run.With(name, s_income[TrainingRows..]),
                "tiny" => run.With(name, s_tiny[TrainingRows..]),
                "input.label" => run.With(name, s_label[TrainingRows..]),
                "same" => run.With(name, s_sameInTraining[TrainingRows..]),
                "grade" => run.With(name, s_grade[TrainingRows..]),
                "city" => run.With(name, Raw(s_city)),
                "colour" => run.With(name, Raw(s_colour)),
                "street" => run.With(name, Raw(s_street)),
                "member" => run.With(name, Raw([.. s_member.Select(member => member?.ToString())])),
                "joined" => run.With(name, Part(s_joined, part)),
                "last-seen" => run.With(name, Part(s_seen, part)),
                "pixels" => run.With(name, s_pixels.Slice(TrainingRows, OtherRows).Span.ToArray(), Pixels),
                _ => throw new InvalidOperationException($"The model asks for '{name}', which is no column."),
            };
        }
    }

    /// <summary>The cells of a row of the other part by the column's name.</summary>
    public static Dictionary<string, object?> Record(int row)
    {
        var i = TrainingRows + row;
        return new Dictionary<string, object?>
        {
            ["age"] = Number(s_age[i]),
            ["income"] = Number(s_income[i]),
            ["tiny"] = Number(s_tiny[i]),
            ["label"] = Number(s_label[i]),
            ["same"] = Number(s_sameInTraining[i]),
            ["grade"] = Number(s_grade[i]),
            ["city"] = s_city[i],
            ["colour"] = s_colour[i],
            ["street"] = s_street[i],
            ["member"] = s_member[i],
            ["joined"] = s_joined[i],
            ["last-seen"] = s_seen[i],
            ["pixels"] = s_pixels.Row(i).ToArray(),
        };
    }

    private static double? Number(float cell) => float.IsNaN(cell) ? null : cell;

    private static string[] Raw(string?[] texts) => [.. texts[TrainingRows..].Select(text => text ?? "")];

    private static float[] Part(DateTime?[] dates, string part) => [.. dates[TrainingRows..].Select(date => date is not { } known ? float.NaN : part switch
    {
        "year" => known.Year,
        "month" => known.Month,
        "day" => known.Day,
        "dayOfWeek" => known.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)known.DayOfWeek,
        _ => (float)known.TimeOfDay.TotalHours,
    })];

    private static IEnumerable<T> Each<T>(Func<int, T> cell) => Enumerable.Range(0, Rows).Select(cell);

    private static float[] Numbers(Func<int, float> number, int missing) =>
    [
        .. Each(row => row >= TrainingRows && s_random.Next(9) == 0 ? s_extremes[s_random.Next(s_extremes.Length)]
            : (missing > 0 && row % missing == 1) || (row >= TrainingRows && row % 17 == 0) ? float.NaN
            : number(row)),
    ];

    private static string?[] Texts(int missing, params string[] texts) =>
    [
        .. Each(row => row >= TrainingRows && s_random.Next(6) == 0 ? s_odd[s_random.Next(s_odd.Length)] is { Length: > 0 } odd ? odd : null
            : missing > 0 && row % missing == 1 ? null
            : texts[s_random.Next(texts.Length)]),
    ];

    private static DateTime? Date(int row) => row >= TrainingRows && row % 10 == 0
        ? (row % 20 == 0 ? new DateTime(1600, 2, 29) : new DateTime(2400, 12, 31))
        : new DateTime(1990, 1, 1).AddDays(s_random.Next(14_000));

    private static Matrix<float> Vectors()
    {
        var vectors = new Matrix<float>(Rows, Pixels);
        for (var row = 0; row < Rows; row++)
        {
            foreach (ref var pixel in vectors.Row(row))
            {
                pixel = row >= TrainingRows && s_random.Next(60) == 0 ? s_extremes[s_random.Next(s_extremes.Length)] : s_random.NextSingle();
            }
        }

        return vectors;
    }

    private static float Target(int row) =>
        (float.IsNaN(s_age[row]) ? 3 : Math.Clamp(s_age[row], 0, 100) / 10)
        + (s_colour[row] == "red" ? 2 : 0) + (s_member[row] == true ? 1 : 0) + Math.Clamp(s_pixels[row, 0], 0, 1);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
