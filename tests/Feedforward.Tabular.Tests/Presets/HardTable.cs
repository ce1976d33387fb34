using System.Globalization;
using System.Text;
using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Presets;

/// <summary>A table on which a default must not fail: rows to learn from, and others that follow the same rule and judge.</summary>
/// <param name="Header">The columns before the target.</param>
/// <param name="Learned">How many rows there are to learn from.</param>
/// <param name="Judged">How many rows judge.</param>
/// <param name="Cells">The cells of a row before the target; the judging rows are counted on from those to learn from.</param>
/// <param name="Target">The target of a row: a number, or a class.</param>
internal sealed record HardTable(string Header, int Learned, int Judged, Func<int, string> Cells, Func<int, object> Target)
{
    private static readonly RandomStream s_random = new(7, RandomPurpose.Data);

    /// <summary>Columns that are categories although nearly every row has one of its own.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Types { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>The rows to learn from.</summary>
    public Table Learn() => Table(0, Learned);

    /// <summary>The rows that judge.</summary>
    public Table Judge() => Table(Learned, Judged);

    /// <summary>The table of a name.</summary>
    /// <param name="name">What is hard about it.</param>
    /// <param name="isRegression">Whether its target is a number.</param>
    public static HardTable Named(string name, bool isRegression)
    {
        return name switch
        {
            "30 rows" => new("a,b", 30, 1_000, i => $"{Text(i, 0)},{Text(i, 1)}", Signal),
            "200 columns, 50 rows" => new(
                string.Join(',', Enumerable.Range(0, 200).Select(j => $"x{j}")),
                50,
                1_000,
                i => string.Join(',', Enumerable.Range(0, 200).Select(j => Text(i, j))),
                Signal),

            // Constant for those who learn and something else later; missing in no row to learn from and in half of the others.
            "empty, constant and doubled columns" => new(
                "a,again,empty,constant,later,gone",
                200,
                1_000,
                i => $"{Text(i, 0)},{Text(i, 0)},,7,{(i < 200 ? "3" : "1e9")},{(i < 200 || i % 2 == 0 ? Text(i, 1) : "")}",
                Signal),
            "a category for each row" => new("a,code", 10_000, 1_000, i => $"{Text(i, 0)},k{i}", Signal)
            {
                Types = new Dictionary<string, ColumnKind> { ["code"] = ColumnKind.Category },
            },
            "numbers of 1e30" => new(
                "a,huge,mostly,twin",
                200,
                1_000,
                i => $"{Text(i, 0)},{(i % 9 == 0 ? "1e30" : i >= 200 && i % 9 == 1 ? "-3e38" : Text(i, 1))},{(i % 3 == 0 ? "0" : "-1e30")},{(i == 11 ? "1e30" : "1")}",
                Signal),
            "1 row in 1,000" => new("a,b", 2_000, 4_000, i => $"{Text(i, 0)},{Text(i, 1)}", i => i % 1_000 == 17 ? "rare" : "usual"),
            "classes of one and two rows" => new(
                "a", 80, 1_000, i => Text(i, 0), i => i == 5 ? "one" : i is 8 or 9 ? "two" : Number(i, 0) > 0 ? "p" : "n"),
            "a target with outliers" => new("a,b", 300, 1_000, i => $"{Text(i, 0)},{Text(i, 1)}", i => i % 50 == 20 ? 1e6 : Signal(i)),
            "a target of 1e30" => new("a,b", 300, 1_000, i => $"{Text(i, 0)},{Text(i, 1)}", i => i == 20 ? 1e30 : Signal(i)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such table."),
        };

        object Signal(int i)
        {
            var signal = Number(i, 0) + (Number(i, 300) / 2);
            return isRegression ? signal : signal > 0 ? "p" : "n";
        }
    }

    private static double Number(int row, int column) => s_random.Normal(((long)column * 20_000) + row);

    private static string Text(int row, int column) => Number(row, column).ToString(CultureInfo.InvariantCulture);

    private Table Table(int first, int count)
    {
        var text = new StringBuilder(Header + ",y\n");
        foreach (var i in Enumerable.Range(first, count))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Cells(i)},{Target(i)}\n");
        }

        return CsvText.Table(text.ToString());
    }
}
