using System.Runtime.InteropServices;

namespace Feedforward.Tabular;

/// <summary>What counting through a column shows. Sums are in double precision, in the order of the rows.</summary>
internal sealed class ColumnFacts
{
    private Lazy<IReadOnlyList<(string Value, int Count)>> _values = new([]);

    private ColumnFacts(TableColumn column) => Missing = column.MissingCount;

    public int Missing { get; }

    public int Distinct { get; private set; }

    public bool AllWhole { get; private set; } = true;

    /// <summary>Whether each number is the one before it plus one, without a gap.</summary>
    public bool CountsUp { get; private set; } = true;

    public float Minimum { get; private set; } = float.PositiveInfinity;

    public float Maximum { get; private set; } = float.NegativeInfinity;

    public bool AllBoolean { get; private set; } = true;

    public bool AllDates { get; private set; } = true;

    /// <summary>The distinct values as text with how often each occurs, in the order they first occurred.</summary>
    public IReadOnlyList<(string Value, int Count)> Values => _values.Value;

    /// <summary>The facts of a column, which are counted once.</summary>
    public static ColumnFacts Of(TableColumn column) => column.Facts ??= Counted(column);

    private static ColumnFacts Counted(TableColumn column)
    {
        var facts = new ColumnFacts(column);
        switch (column)
        {
            case NumberColumn numbers:
                facts.Count(numbers);
                break;
            case TextColumn texts:
                facts.Count(texts);
                break;
            default:
                facts.Distinct = column.Count;
                break;
        }

        return facts;
    }

    private void Count(NumberColumn column)
    {
        AllBoolean = AllDates = false;
        var counts = new Dictionary<float, int>();
        var previous = float.NaN;
        foreach (var value in column.Values)
        {
            if (float.IsNaN(value))
            {
                CountsUp = false;
                continue;
            }

            AllWhole &= float.IsInteger(value);
            CountsUp &= float.IsNaN(previous) || value == previous + 1;
            previous = value;
            Minimum = Math.Min(Minimum, value);
            Maximum = Math.Max(Maximum, value);
            CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
        }

        Distinct = counts.Count;
        _values = new(() => [.. counts.Select(pair => (NumberColumn.Text(pair.Key), pair.Value))]);
    }

    private void Count(TextColumn column)
    {
        AllWhole = CountsUp = false;
        var counts = new int[column.Values.Count];
        foreach (var code in column.Codes)
        {
            if (code != TextColumn.Missing)
            {
                counts[code]++;
            }
        }

        var values = new List<(string, int)>();
        for (var code = 0; code < counts.Length; code++)
        {
            if (counts[code] == 0)
            {
                continue;
            }

            var text = column.Values[code];
            AllBoolean = AllBoolean && CellText.TryBoolean(text, out _);
            AllDates = AllDates && CellText.TryDate(text, out _, out _);
            values.Add((text, counts[code]));
        }

        Distinct = values.Count;
        _values = new(values);
    }
}
