using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>Which classes a target has in all rows, of which the schema saw a sample, and how many rows each has.</summary>
/// <param name="sampled">The target as the sample has it.</param>
internal sealed class LabelCounts(TargetColumn sampled) : IMergeable
{
    private const int MostLabels = 100_000;
    private const int MostCopies = 100;
    private readonly Dictionary<string, (int All, int Train)> _counts = new(StringComparer.Ordinal);

    /// <summary>Takes rows that have a target.</summary>
    /// <param name="column">The target.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="train">Those of them that are learned from.</param>
    public void Add(TableColumn column, int[] rows, int[] train)
    {
        foreach (var (label, count) in Counted(column, rows))
        {
            var (all, learned) = _counts.GetValueOrDefault(label);
            _counts[label] = (all + count, learned);
        }

        foreach (var (label, count) in Counted(column, train))
        {
            var (all, learned) = _counts[label];
            _counts[label] = (all, learned + count);
        }

        Check();
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_counts.Count);
        foreach (var (label, (all, train)) in _counts)
        {
            writer.Write(label);
            writer.Write(all);
            writer.Write(train);
        }
    }

    public void Merge(BinaryReader reader)
    {
        for (var labels = reader.ReadInt32(); labels > 0; labels--)
        {
            var label = reader.ReadString();
            var (all, learned) = _counts.GetValueOrDefault(label);
            _counts[label] = (all + reader.ReadInt32(), learned + reader.ReadInt32());
        }

        Check();
    }

    /// <summary>The target with all its classes.</summary>
    /// <param name="options">What the caller says about it.</param>
    /// <param name="isFixed">Whether a model has chosen the classes.</param>
    /// <exception cref="DataException">All rows together have no classes, or others than the model knows.</exception>
    public TargetColumn ToTarget(SchemaOptions options, bool isFixed)
    {
        var known = sampled.Classes.ToHashSet(StringComparer.Ordinal);
        if (_counts.Keys.All(label => known.Contains(label) || (sampled.IsBoolean && bool.TryParse(label, out _))))
        {
            return sampled;
        }

        if (isFixed)
        {
            throw new DataException(
                $"'{_counts.Keys.First(label => !known.Contains(label))}' is not a class of '{sampled.Name}' that the model knows ({string.Join(", ", sampled.Classes.Take(10))}).", column: sampled.Name);
        }

        var column = Column();
        var target = TargetInference.Infer(column, Table.Of(column), options, []);
        return target.Task != LearningTask.Regression ? target : throw new DataException(
            $"The target '{sampled.Name}' looks like {sampled.Classes.Count} classes in a sample of the rows, but has {_counts.Count} distinct values in all of them. Set the task: regression to predict the number, multiclass for classes.",
            column: sampled.Name);
    }

    /// <summary>How many rows of the training part each class has.</summary>
    public int[] TrainRows(TargetColumn target)
    {
        var counts = new int[target.Classes.Count];
        var labels = TextColumn.From(target.Name, _counts.Keys);
        var classes = TargetValues.Classes(Table.Of(labels), target);
        foreach (var (i, count) in _counts.Values.Index())
        {
            counts[classes[i]] += count.Train;
        }

        return counts;
    }

    private void Check()
    {
        if (_counts.Count > MostLabels)
        {
            throw new DataException($"The target '{sampled.Name}' has more than {MostLabels} distinct values, too many for classes. If they are numbers, set the task to regression.", column: sampled.Name);
        }
    }

    /// <summary>As a column that has each label as often as counts, up to what nobody needs to know.</summary>
    private TableColumn Column()
    {
        var labels = _counts.SelectMany(pair => Enumerable.Repeat(pair.Key, Math.Min(pair.Value.All, MostCopies)));
        return sampled.Numeric && _counts.Keys.All(label => float.TryParse(label, CultureInfo.InvariantCulture, out _))
            ? new NumberColumn(sampled.Name, [.. labels.Select(label => float.Parse(label, CultureInfo.InvariantCulture))])
            : TextColumn.From(sampled.Name, labels);
    }

    private Dictionary<string, int> Counted(TableColumn column, int[] rows)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (column is TextColumn texts)
        {
            var ofCode = new int[texts.Values.Count];
            foreach (var row in rows)
            {
                ofCode[texts.Codes[row]]++;
            }

            for (var code = 0; code < ofCode.Length; code++)
            {
                Count(texts.Values[code], ofCode[code]);
            }
        }
        else
        {
            foreach (var row in rows)
            {
                Count(column.TextAt(row)!, 1);
            }
        }

        return counts;

        void Count(string label, int count)
        {
            if (count > 0)
            {
                label = sampled.Numeric ? ColumnView.Canonical(label) : label;
                counts[label] = counts.GetValueOrDefault(label) + count;
            }
        }
    }
}
