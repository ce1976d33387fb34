namespace Feedforward.Tabular;

/// <summary>
/// Which line of its source each row began on. Stored are only the rows where the count jumps (an empty line, a
/// newline within quotes), so that a million regular rows cost nothing.
/// </summary>
internal sealed class LineNumbers
{
    private readonly List<(int Row, long Line)> _jumps = [];

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    public long this[int row]
    {
        get
        {
            var (low, high) = (0, _jumps.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = _jumps[middle].Row <= row ? (middle, high) : (low, middle - 1);
            }

            return _jumps.Count == 0 ? row + 1 : _jumps[low].Line + row - _jumps[low].Row;
        }
    }

    public void Add(long line)
    {
        if (Count == 0 || _jumps[^1].Line + Count - _jumps[^1].Row != line)
        {
            _jumps.Add((Count, line));
        }

        Count++;
    }

    /// <summary>Adds rows that begin on consecutive lines.</summary>
    public void AddRows(long firstLine, int count)
    {
        if (count > 0)
        {
            Add(firstLine);
            Count += count - 1;
        }
    }

    public LineNumbers Select(ReadOnlySpan<int> rows)
    {
        var selection = new LineNumbers();
        foreach (var row in rows)
        {
            selection.Add(this[row]);
        }

        return selection;
    }
}
