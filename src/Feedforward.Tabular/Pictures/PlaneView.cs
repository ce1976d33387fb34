using Feedforward.Experiments;

namespace Feedforward.Tabular;

/// <summary>
/// The points of a line or a plane on which a model with one or two columns of numbers is shown: where the rows lie, with a margin.
/// </summary>
internal sealed class PlaneView
{
    private const double Margin = 0.08;

    private PlaneView(IReadOnlyList<string> columns, Window window)
    {
        Columns = columns;
        Window = window;
    }

    /// <summary>The names of the one or two columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Which part is shown, in the units of the columns.</summary>
    public Window Window { get; }

    /// <summary>The view of a table, or null where its features are not one or two columns of numbers.</summary>
    public static PlaneView? Of(Table table, Schema schema)
    {
        if (schema.Features.Count is not (1 or 2) || schema.Features.Any(feature => feature.Kind != ColumnKind.Number || table[feature.Name] is not NumberColumn))
        {
            return null;
        }

        string[] names = [.. schema.Features.Select(feature => feature.Name)];
        var columns = Array.ConvertAll(names, name => ((NumberColumn)table[name]).Values.ToArray());
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => columns.All(column => float.IsFinite(column[row])))];
        if (rows.Length == 0)
        {
            return null;
        }

        var points = new Matrix<float>(rows.Length, columns.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                points[i, j] = columns[j][rows[i]];
            }
        }

        return new PlaneView(names, Window.Around(points, Margin));
    }

    /// <summary>A table of grid points: of a plane row after row from the bottom, of a line from left to right.</summary>
    /// <param name="across">Points from left to right, 2 or more.</param>
    public Table Grid(int across)
    {
        var points = Columns.Count == 2 ? Window.Grid(across, across) : (Window with { Bottom = 0, Top = 0 }).Grid(across, 2).Slice(0, across);
        return Table.Of([.. Columns.Select((name, j) =>
        {
            var values = new float[points.Rows];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = points[i, j];
            }

            return new NumberColumn(name, values);
        })]);
    }
}
