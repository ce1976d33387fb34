using Feedforward.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedforward.MLNet;

/// <summary>The rows of a view as the library's table: a column for each number of the features, and the label.</summary>
internal static class TrainingTable
{
    private const string SlotNames = "SlotNames";

    /// <summary>Reads all rows, in the view's order.</summary>
    /// <exception cref="DataException">A number is infinite.</exception>
    public static Table Read(IDataView view, DataViewSchema.Column features, DataViewSchema.Column label, PredictionTask task)
    {
        var width = ((VectorDataViewType)features.Type).Size;
        var numbers = new List<float>[width];
        for (var i = 0; i < width; i++)
        {
            numbers[i] = [];
        }

        var targets = new List<float>();
        using (var cursor = view.GetRowCursor([features, label]))
        {
            var read = cursor.GetGetter<VBuffer<float>>(features);
            var target = task.LabelOf(cursor, label);
            var (row, all) = (default(VBuffer<float>), new float[width]);
            while (cursor.MoveNext())
            {
                read(ref row);
                row.CopyTo(all);
                for (var i = 0; i < width; i++)
                {
                    numbers[i].Add(all[i]);
                }

                targets.Add(target());
            }
        }

        var names = Names(features, label.Name, width);
        return Table.Of([.. numbers.Select((column, i) => new NumberColumn(names[i], [.. column])), new NumberColumn(label.Name, [.. targets])]);
    }

    /// <summary>The slots' names where all have one and no two the same, else <c>Features[0]</c> and so on.</summary>
    private static string[] Names(DataViewSchema.Column features, string label, int width)
    {
        if (features.Annotations.Schema.GetColumnOrNull(SlotNames) is { Type: VectorDataViewType { ItemType: TextDataViewType } })
        {
            var slots = default(VBuffer<ReadOnlyMemory<char>>);
            features.Annotations.GetValue(SlotNames, ref slots);
            string[] names = [.. slots.DenseValues().Select(name => name.ToString())];
            if (names.Length == width && !names.Contains("") && names.Append(label).Distinct(StringComparer.Ordinal).Count() == width + 1)
            {
                return names;
            }
        }

        return [.. Enumerable.Range(0, width).Select(i => $"{features.Name}[{i}]")];
    }
}
