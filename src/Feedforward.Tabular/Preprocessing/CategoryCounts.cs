using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>How often each category occurs in some rows of a column, and whether a cell is missing there.</summary>
internal sealed class CategoryCounts : IMergeable
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly bool _numeric;

    /// <summary>Counts nothing yet.</summary>
    /// <param name="numeric">Whether cells that are numbers are compared by value.</param>
    public CategoryCounts(bool numeric) => _numeric = numeric;

    /// <summary>Counts the categories.</summary>
    /// <param name="column">The column.</param>
    /// <param name="numeric">Whether cells that are numbers are compared by value.</param>
    /// <param name="rows">The rows to count.</param>
    public CategoryCounts(TableColumn column, bool numeric, ReadOnlySpan<int> rows)
        : this(numeric) => Add(column, rows);

    /// <summary>How many occurrences a category that was forgotten, or too low a count, can have had at most.</summary>
    public int Error { get; private set; }

    /// <summary>Counts some more rows.</summary>
    public void Add(TableColumn column, ReadOnlySpan<int> rows)
    {
        if (column is not TextColumn texts || texts.Values.Count > rows.Length)
        {
            foreach (var row in rows)
            {
                Add(column.TextAt(row), 1);
            }

            return;
        }

        var ofCode = new int[texts.Values.Count];
        foreach (var row in rows)
        {
            var code = texts.Codes[row];
            HasMissing |= code == TextColumn.Missing;
            if (code != TextColumn.Missing)
            {
                ofCode[code]++;
            }
        }

        for (var code = 0; code < ofCode.Length; code++)
        {
            Add(texts.Values[code], ofCode[code]);
        }
    }

    /// <summary>How many categories there are.</summary>
    public int Distinct => _counts.Count;

    /// <summary>Whether a cell is missing.</summary>
    public bool HasMissing { get; private set; }

    /// <summary>
    /// The most frequent categories, in the order of their values for numbers and of their code units for texts; of equally
    /// frequent ones those that come first in this order.
    /// </summary>
    public IReadOnlyList<string> MostFrequent(int most) =>
        [.. Ordered(Ordered(_counts.Keys).OrderByDescending(category => _counts[category]).Take(most))];

    /// <summary>
    /// Where there are more categories than so many, takes the same number off each count and forgets those with nothing left, so
    /// that half as many stay at most (Misra and Gries, "Finding repeated elements", 1982).
    /// </summary>
    public void Prune(int most)
    {
        if (_counts.Count <= most)
        {
            return;
        }

        var descending = _counts.Values.OrderDescending().ToArray();
        var taken = descending[most / 2];
        Error += taken;
        foreach (var (category, count) in _counts.ToArray())
        {
            if (count <= taken)
            {
                _counts.Remove(category);
            }
            else
            {
                _counts[category] = count - taken;
            }
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(HasMissing);
        writer.Write(Error);
        writer.Write(_counts.Count);
        foreach (var (category, count) in _counts)
        {
            writer.Write(category);
            writer.Write(count);
        }
    }

    /// <summary>Adds other rows' counts, and their error to this one's (Agarwal and others, "Mergeable summaries", PODS 2012).</summary>
    public void Merge(BinaryReader reader)
    {
        HasMissing |= reader.ReadBoolean();
        Error += reader.ReadInt32();
        for (var categories = reader.ReadInt32(); categories > 0; categories--)
        {
            var category = reader.ReadString();
            _counts[category] = _counts.GetValueOrDefault(category) + reader.ReadInt32();
        }
    }

    private void Add(string? text, int count)
    {
        HasMissing |= text is null;
        if (text is not null && count > 0)
        {
            var category = _numeric ? ColumnView.Canonical(text) : text;
            _counts[category] = _counts.GetValueOrDefault(category) + count;
        }
    }

    private IEnumerable<string> Ordered(IEnumerable<string> categories) => _numeric
        ? categories.OrderBy(category => float.Parse(category, CultureInfo.InvariantCulture))
        : categories.Order(StringComparer.Ordinal);
}
