namespace Feedforward.Tabular;

/// <summary>Cells of some rows of a column, read as what the schema says they are, whichever way they are stored.</summary>
internal static class ColumnView
{
    private static readonly CellText Invariant = new(ReadOptions.Default);

    private delegate bool TryRead<T>(string text, out T value);

    /// <summary>The cells as numbers; NaN where missing.</summary>
    /// <exception cref="DataException">A cell is not a number.</exception>
    public static float[] Numbers(TableColumn column, Table table, ReadOnlySpan<int> rows)
    {
        if (column is not NumberColumn numbers)
        {
            return Map(column, table, rows, "a number", float.NaN, TryNumber);
        }

        var cells = new float[rows.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = numbers.Values[rows[i]];
        }

        return cells;
    }

    /// <summary>The cells as 0 and 1; NaN where missing.</summary>
    /// <exception cref="DataException">A cell is neither true nor false, 1 nor 0.</exception>
    public static float[] Booleans(TableColumn column, Table table, ReadOnlySpan<int> rows) =>
        Map(column, table, rows, "true or false (1 or 0)", float.NaN, TryTruth);

    /// <summary>The cells as dates, and whether they have a time; null where missing.</summary>
    /// <exception cref="DataException">A cell is not a date.</exception>
    public static (DateTime Date, bool HasTime)?[] Dates(TableColumn column, Table table, ReadOnlySpan<int> rows) =>
        Map<(DateTime, bool)?>(column, table, rows, "a date such as 2026-01-31", null, TryDate);

    /// <summary>
    /// The cells as places in a list of categories: −1 where missing, −2 where the category is not in the list.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The rows to read.</param>
    /// <param name="categories">The list.</param>
    /// <param name="numeric">Whether cells that are numbers are compared by value.</param>
    public static int[] Categories(TableColumn column, ReadOnlySpan<int> rows, IReadOnlyList<string> categories, bool numeric)
    {
        // For a row or two a table of the categories costs more than it saves.
        var places = rows.Length > FewRows ? new Dictionary<string, int>(StringComparer.Ordinal) : null;
        for (var i = 0; places is not null && i < categories.Count; i++)
        {
            places[categories[i]] = i;
        }

        // Each distinct cell is looked up once, unless that would mean more cells than there are rows.
        return column switch
        {
            TextColumn texts when texts.Values.Count <= rows.Length => Places(texts, rows),
            NumberColumn numbers => Places(numbers, rows),
            _ => Array.ConvertAll(rows.ToArray(), row => column.TextAt(row) is { } text ? Place(text) : Missing),
        };

        int Place(string text)
        {
            text = numeric ? Canonical(text) : text;
            if (places is not null)
            {
                return places.GetValueOrDefault(text, Unseen);
            }

            var place = categories.Count - 1;
            while (place >= 0 && categories[place] != text)
            {
                place--;
            }

            return place >= 0 ? place : Unseen;
        }

        int[] Places(TableColumn cells, ReadOnlySpan<int> of)
        {
            var codes = new int[of.Length];
            if (cells is TextColumn texts)
            {
                int[] known = [.. texts.Values.Select(Place)];
                for (var i = 0; i < codes.Length; i++)
                {
                    var code = texts.Codes[of[i]];
                    codes[i] = code == TextColumn.Missing ? Missing : known[code];
                }

                return codes;
            }

            var values = ((NumberColumn)cells).Values;
            var found = new Dictionary<float, int>();
            for (var i = 0; i < codes.Length; i++)
            {
                var value = values[of[i]];
                if (float.IsNaN(value))
                {
                    codes[i] = Missing;
                }
                else if (!found.TryGetValue(value, out codes[i]))
                {
                    found[value] = codes[i] = Place(NumberColumn.Text(value));
                }
            }

            return codes;
        }
    }

    private const int FewRows = 4;

    /// <summary>The code of a missing cell in <see cref="Categories"/>.</summary>
    public const int Missing = -1;

    /// <summary>The code of a cell in <see cref="Categories"/> whose category is not in the list.</summary>
    public const int Unseen = -2;

    /// <summary>The text under which a number is known: 01, 1.0 and 1 are all 1. Any other text is left as it is.</summary>
    public static string Canonical(string text) =>
        Invariant.TryNumber(text, out var number) && float.IsFinite((float)number) ? NumberColumn.Text((float)number) : text;

    /// <summary>Each distinct text is read once.</summary>
    private static T[] Map<T>(TableColumn column, Table table, ReadOnlySpan<int> rows, string expected, T missing, TryRead<T> read)
    {
        if (column is VectorColumn)
        {
            throw new DataException($"Column '{column.Name}' holds vectors; {expected} was expected.", column: column.Name);
        }

        var cells = new T[rows.Length];
        var known = new Dictionary<string, T>(StringComparer.Ordinal);
        for (var i = 0; i < cells.Length; i++)
        {
            var row = rows[i];
            if (column.TextAt(row) is not { } text)
            {
                cells[i] = missing;
                continue;
            }

            if (!known.TryGetValue(text, out var value))
            {
                if (!read(text, out value))
                {
                    throw new DataException(
                        $"Line {table.LineOf(row)}, column '{column.Name}': '{NumberBuilder.Shortened(text)}' is not {expected}.",
                        table.LineOf(row),
                        column.Name);
                }

                known[text] = value;
            }

            cells[i] = value;
        }

        return cells;
    }

    private static bool TryNumber(string text, out float number)
    {
        var found = Invariant.TryNumber(text, out var wide);
        number = (float)wide;
        if (!found && CellText.TryBoolean(text, out var truth))
        {
            (found, number) = (true, truth ? 1 : 0);
        }

        return found && float.IsFinite(number);
    }

    /// <summary>Reads true or false, 1 or 0.</summary>
    internal static bool TryTruth(string text, out float value)
    {
        var found = CellText.TryBoolean(text, out var truth);
        value = truth || text == "1" ? 1 : 0;
        return found || text is "0" or "1";
    }

    /// <summary>Reads a date, and whether it has a time.</summary>
    internal static bool TryDate(string text, out (DateTime, bool)? value)
    {
        var found = CellText.TryDate(text, out var date, out var hasTime);
        value = (date, hasTime);
        return found;
    }
}
