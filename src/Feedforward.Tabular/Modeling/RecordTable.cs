namespace Feedforward.Tabular;

/// <summary>Records as a table of the model's columns. What a cell should hold is said of the field, in the words of the caller's record.</summary>
internal static class RecordTable
{
    private static readonly CellText Invariant = new(ReadOptions.Default);

    /// <param name="records">The records, one a row.</param>
    /// <param name="cells">For each feature column how to get its cell from a record; see <see cref="RecordCells"/>.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="before">How many records of a stream went before, for errors; null where there is but one record.</param>
    /// <exception cref="DataException">A field holds something else than its column should.</exception>
    public static Table Of<T>(IReadOnlyList<T> records, Func<T, object?>[] cells, Schema schema, long? before = null)
    {
        var columns = new TableColumn[cells.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var (feature, cell) = (schema.Features[i], cells[i]);
            columns[i] = feature.Kind switch
            {
                ColumnKind.Number => new NumberColumn(feature.Name, Each((value, row) => Number(value, feature, row))),
                ColumnKind.Vector => new VectorColumn(feature.Name, Matrix.FromRows<float>(Each((value, row) => Vector(value, feature, row)))),
                _ => TextColumn.From(feature.Name, Each((value, row) => Text(value, feature, row))),
            };

            TCell[] Each<TCell>(Func<object?, long?, TCell> read)
            {
                var column = new TCell[records.Count];
                for (var row = 0; row < column.Length; row++)
                {
                    column[row] = read(cell(records[row]), before + row + 1);
                }

                return column;
            }
        }

        return Table.Of(columns);
    }

    private static float Number(object? value, FeatureColumn feature, long? row)
    {
        var number = Cell.Number(value, Invariant) ?? throw Fault(value, "a number", feature, row);
        return float.IsInfinity((float)number)
            ? throw Fault(value, $"a number between −{float.MaxValue:R} and {float.MaxValue:R}", feature, row)
            : (float)number;
    }

    private static float[] Vector(object? value, FeatureColumn feature, long? row) =>
        value is float[] vector && vector.Length == feature.Width && !vector.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue)
            ? vector
            : throw Fault(value, $"a float[] of {feature.Width} finite numbers", feature, row);

    private static string? Text(object? value, FeatureColumn feature, long? row)
    {
        if (value is not (null or DBNull or string or bool or IFormattable or char))
        {
            throw Fault(value, feature.Kind switch { ColumnKind.Boolean => "true or false", ColumnKind.Date => "a date", _ => "a text or a number" }, feature, row);
        }

        var text = Cell.Text(value).Trim();
        if (Invariant.IsMissing(text))
        {
            return null;
        }

        return feature.Kind switch
        {
            ColumnKind.Boolean when !ColumnView.TryTruth(text, out _) => throw Fault(value, "true or false (1 or 0)", feature, row),
            ColumnKind.Date when !ColumnView.TryDate(text, out _) => throw Fault(value, "a date such as 2026-01-31", feature, row),
            _ => text,
        };
    }

    private static DataException Fault(object? value, string expected, FeatureColumn feature, long? row)
    {
        var found = value switch
        {
            null or DBNull => "missing",
            float[] vector => vector.Length == feature.Width ? "a float[] with a number that is not finite" : $"a float[] of {vector.Length}",
            string or bool or IFormattable or char => $"'{NumberBuilder.Shortened(Cell.Text(value))}'",
            _ => $"a {value.GetType().Name}",
        };
        return new DataException($"{(row is null ? string.Empty : $"Record {row}: ")}'{feature.Name}' is {found}; {expected} was expected.", row, feature.Name);
    }
}
