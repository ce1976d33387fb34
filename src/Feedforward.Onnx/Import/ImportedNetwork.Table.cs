using System.Globalization;

using Feedforward.Losses;
using Feedforward.Tabular;
using Feedforward.Training;

namespace Feedforward.Onnx;

/// <content>From a network alone to a model of a table.</content>
public sealed partial record ImportedNetwork
{
    /// <summary>A model of a table whose columns are the network's inputs: numbers, taken as they are unless a scale is given.</summary>
    /// <param name="table">What the columns and classes are called, or null for names of our own.</param>
    /// <exception cref="ModelFileException">The network predicts what no column of a table can hold, or a number of names does not fit.</exception>
    public TabularModel ToModel(ImportedTable? table = null)
    {
        table ??= new ImportedTable();
        if (!(table.Deviation > 0) || !float.IsFinite(table.Deviation) || !float.IsFinite(table.Mean))
        {
            throw new ModelFileException($"Inputs cannot be scaled by (x - {table.Mean}) / {table.Deviation}; the divisor is a number above 0.");
        }

        var columns = table.Columns ?? (Columns.Count == Network.Inputs ? Columns
            : [.. Enumerable.Range(1, Network.Inputs).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}"))]);
        if (columns.Count != Network.Inputs)
        {
            throw new ModelFileException($"The network takes {Network.Inputs} numbers for each row; {columns.Count} columns were named.");
        }

        if (columns.Append(table.Target).GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1 || group.Key.Length == 0) is { } wrong)
        {
            throw new ModelFileException($"Every column and the target need a name of their own; '{wrong.Key}' is there {wrong.Count()} times.");
        }

        var (target, loss) = Predicting(table.Target, table.Classes);
        return Model(
            new Schema([.. columns.Select(name => new FeatureColumn(name, ColumnKind.Number))], target, []),
            new TablePreprocessing([.. columns.Select(name => new NumberEncoder(name, table.Mean, table.Deviation, MissingIndicator: false))]),
            loss);
    }

    /// <summary>
    /// A model of a given table, so that training can go on with its rows: a number comes in as it is, a vector as its
    /// numbers, a truth value as 0 or 1, a category as a 0 or 1 for each.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">Its columns, and which is predicted.</param>
    /// <exception cref="ModelFileException">The columns give another number of features than the network takes, or the target does not fit its outputs.</exception>
    public TabularModel ToModel(Table table, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        var wanted = schema.Target ?? throw new ArgumentException("The schema has no target.", nameof(schema));
        var features = InOrder(schema.Features);
        var encoders = TablePreprocessing.Fit(table, features, [.. Enumerable.Range(0, table.Rows)]).Encoders.Select(AsItIs).ToList();
        if (encoders.Sum(encoder => encoder.Width) is var width && width != Network.Inputs)
        {
            throw new ModelFileException(
                $"The network takes {Network.Inputs} numbers for each row; the columns give {width}: "
                + string.Join(", ", encoders.Take(20).Select(encoder => $"{encoder.Column} {encoder.Width}")) + (encoders.Count > 20 ? ", …" : "")
                + ". Leave columns out with --drop, or say with --type what they mean.");
        }

        var (target, loss) = Predicting(wanted.Name, wanted.Task == LearningTask.Regression ? null : Labels(wanted));
        return target.Task == LearningTask.Regression == (wanted.Task == LearningTask.Regression)
            ? Model(schema with { Features = features, Target = target with { Numeric = wanted.Numeric } }, new TablePreprocessing(encoders), loss)
            : throw new ModelFileException(
                $"The network predicts {(target.Task == LearningTask.Regression ? "a number" : $"{target.Classes.Count} classes")}; the target '{wanted.Name}' "
                + $"holds {(wanted.Task == LearningTask.Regression ? "numbers" : $"{wanted.Classes.Count} classes")}.");
    }

    /// <summary>In the order of the graph's inputs, where it has one of the name of each column.</summary>
    private IReadOnlyList<FeatureColumn> InOrder(IReadOnlyList<FeatureColumn> features) =>
        Columns.Count == features.Count && Columns.All(name => features.Any(feature => feature.Name == name))
            ? [.. Columns.Select(name => features.First(feature => feature.Name == name))]
            : features;

    /// <summary>The order of the classes is the graph's where its labels are the table's, else the table's.</summary>
    private IReadOnlyList<string> Labels(TargetColumn wanted) => Classes.Count == wanted.Classes.Count && Classes.All(wanted.Classes.Contains) ? Classes : wanted.Classes;

    private static FeatureEncoder AsItIs(FeatureEncoder encoder) => encoder switch
    {
        NumberEncoder number => new NumberEncoder(number.Column, 0, 1, MissingIndicator: false),
        VectorEncoder vector => new VectorEncoder(vector.Column, vector.Length, 0, 1),
        _ => encoder,
    };

    private (TargetColumn Target, Loss Loss) Predicting(string name, IReadOnlyList<string>? labels)
    {
        var loss = Loss.Name == Loss.SquaredError.Name && labels is { Count: > 1 }
            ? Network.Outputs == 1 ? Loss.BinaryCrossEntropy : Loss.SoftmaxCrossEntropy
            : Loss;
        if (loss.Name != Loss.BinaryCrossEntropy.Name && loss.Name != Loss.SoftmaxCrossEntropy.Name)
        {
            return Network.Outputs == 1 && labels is null or []
                ? (new TargetColumn(name, LearningTask.Regression, [], Numeric: false), loss)
                : throw new ModelFileException(labels is null or []
                    ? $"The network gives {Network.Outputs} numbers, and a table predicts one. If they are logits of classes, name the classes (--classes)."
                    : $"The network predicts a rate, not {labels.Count} classes.");
        }

        var count = loss.Name == Loss.BinaryCrossEntropy.Name ? 2 : Network.Outputs;
        if (loss.Name == Loss.BinaryCrossEntropy.Name && Network.Outputs > 1)
        {
            throw new ModelFileException($"The network answers {Network.Outputs} questions with yes or no, and a table predicts one column.");
        }

        var classes = labels ?? (Classes.Count == count ? Classes : [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
        if (classes.Count != count || classes.Distinct(StringComparer.Ordinal).Count() != count)
        {
            throw new ModelFileException($"The network has outputs for {count} classes; there are {classes.Count} different labels: {string.Join(", ", classes.Take(20))}.");
        }

        var isNumeric = classes.All(label => float.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return (new TargetColumn(name, count == 2 ? LearningTask.Binary : LearningTask.Multiclass, classes, isNumeric), loss);
    }

    private TabularModel Model(Schema schema, TablePreprocessing preprocessing, Loss loss) =>
        new(schema, preprocessing, TargetScale.None, Network, loss, new TrainingSummary
        {
            LibraryVersion = SummaryOfTraining.LibraryVersion,
            Seed = 0,
            TrainRows = 0,
            ValidationRows = 0,
            TestRows = 0,
            Epochs = 0,
            BestEpoch = 0,
            StopReason = nameof(StopReason.Completed),
            Options = new OrderedDictionary<string, string> { [SummaryOfTraining.ImportedFrom] = Producer.Length > 0 ? Producer : "ONNX" },
        });
}
