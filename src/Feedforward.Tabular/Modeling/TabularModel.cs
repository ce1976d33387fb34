using Feedforward.Losses;
using Feedforward.Metrics;

namespace Feedforward.Tabular;

/// <summary>
/// From a table to predictions: schema, fitted preprocessing, network and loss. Immutable, safe to share between threads.
/// </summary>
public sealed partial class TabularModel
{
    internal TabularModel(
        Schema schema, TablePreprocessing preprocessing, TargetScale targetScale, Network network, Loss loss, TrainingSummary training)
    {
        Schema = schema;
        Preprocessing = preprocessing;
        TargetScale = targetScale;
        Network = network;
        Loss = loss;
        Training = training;
    }

    /// <summary>Which columns the model reads and what they mean.</summary>
    public Schema Schema { get; }

    /// <summary>The column it predicts.</summary>
    public TargetColumn Target => Schema.Target!;

    /// <summary>What is predicted.</summary>
    public LearningTask Task => Target.Task;

    /// <summary>The class labels in their order; empty for regression.</summary>
    public IReadOnlyList<string> Classes => Target.Classes;

    /// <summary>From columns to the network's inputs.</summary>
    public TablePreprocessing Preprocessing { get; }

    /// <summary>Between the target and what the network learned; <see cref="TargetScale.None"/> for classification.</summary>
    public TargetScale TargetScale { get; }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The loss, which owns the link from the network's outputs to probabilities or values.</summary>
    public Loss Loss { get; }

    /// <summary>How many networks of an ensemble stand side by side in <see cref="Network"/>; the mean of their predictions is the model's.</summary>
    public int Members { get; init; } = 1;

    /// <summary>How the model was trained.</summary>
    public TrainingSummary Training { get; }

    /// <summary>How to read a table for this model, so that each column is read as what it was in training.</summary>
    /// <param name="options">Everything else about reading; null for the defaults.</param>
    public ReadOptions ReadOptions(ReadOptions? options = null) => (options ?? Tabular.ReadOptions.Default) with { Types = Schema.KnownTypes() };

    /// <summary>The network's inputs for each row.</summary>
    /// <param name="table">The table; columns are found by name.</param>
    /// <returns>rows × <see cref="Network.Inputs"/>.</returns>
    /// <exception cref="DataException">A column is missing or holds something else; the message names it.</exception>
    public Matrix<float> Encode(Table table) => Preprocessing.Encode(table);

    /// <summary>What the loss compares the network's outputs with, for each row: class number, 0 or 1, or scaled value.</summary>
    /// <param name="table">The table, which has the target.</param>
    /// <returns>rows × 1.</returns>
    /// <exception cref="DataException">A target is missing, or a class is not known.</exception>
    public Matrix<float> EncodeTarget(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var column = table[Target.Name];
        for (var row = 0; row < table.Rows; row++)
        {
            if (column.IsMissing(row))
            {
                throw new DataException($"Line {table.LineOf(row)} has no '{Target.Name}'.", table.LineOf(row), Target.Name);
            }
        }

        return EncodeTarget(table, Target, TargetScale, table.AllRows());
    }

    /// <summary>Predicts every row of a table.</summary>
    /// <param name="table">The table; columns are found by name, others ignored with a notice.</param>
    /// <exception cref="DataException">A column is missing or holds something else; the message names it.</exception>
    public Predictions Predict(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Predict(table, table.AllRows());
    }

    /// <summary>Predicts the rows that have a target and compares.</summary>
    /// <param name="table">The table, which has the target.</param>
    /// <exception cref="DataException">A column is missing or holds something else, a class is not known, or no row has a target.</exception>
    public Evaluation Evaluate(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var strata = TargetValues.Strata(table, Target);
        return Evaluate(table, [.. Enumerable.Range(0, table.Rows).Where(row => strata[row] >= 0)]);
    }

    /// <summary>The same for some rows, all with a target, with at most so many threads; 0 for all processors.</summary>
    internal Evaluation Evaluate(Table table, int[] rows, int threads = 0)
    {
        if (rows.Length == 0)
        {
            throw new DataException($"No row has a '{Target.Name}' to compare with.", column: Target.Name);
        }

        return Evaluate(Predict(table, rows, threads), table, rows);
    }

    /// <summary>Compares predictions of some rows, all with a target, with the truth.</summary>
    internal Evaluation Evaluate(Predictions predictions, Table table, int[] rows)
    {
        var skipped = table.Rows - rows.Length;
        return Task == LearningTask.Regression
            ? Evaluate(predictions, TargetValues.Numbers(table, Target, rows), skipped)
            : Evaluate(predictions, TargetValues.Classes(table, Target, rows), skipped);
    }

    /// <summary>Compares predicted numbers with the true ones.</summary>
    internal Evaluation Evaluate(Predictions predictions, float[] numbers, int skipped) =>
        new(Task, numbers.Length, skipped, null, RegressionMetrics.Of(predictions.Values, numbers), predictions.Notices)
        {
            Coverage = Coverage.Of(predictions, numbers),
        };

    /// <summary>Compares predicted classes with the true ones.</summary>
    internal Evaluation Evaluate(Predictions predictions, int[] classes, int skipped) =>
        new(Task, classes.Length, skipped, ClassificationMetrics.Of(predictions.Probabilities, classes), null, predictions.Notices)
        {
            Coverage = Coverage.Of(predictions, classes),
        };

    internal static Matrix<float> EncodeTarget(Table table, TargetColumn target, TargetScale scale, ReadOnlySpan<int> rows)
    {
        var targets = new Matrix<float>(rows.Length, 1);
        if (target.Task == LearningTask.Regression)
        {
            var numbers = TargetValues.Numbers(table, target, rows);
            for (var i = 0; i < rows.Length; i++)
            {
                targets[i, 0] = scale.Encode(numbers[i]);
            }

            return targets;
        }

        var classes = TargetValues.Classes(table, target, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            targets[i, 0] = classes[i];
        }

        return targets;
    }

    internal Predictions Predict(Table table, int[] rows, int threads = 0, int folds = 0, int[]? foldOf = null)
    {
        var counts = new EncodingCounts();
        var outputs = Outputs(table, rows, counts, threads);
        return Decode(outputs, [.. ExtraColumns(table.Columns.Select(column => column.Name)), .. counts.ToNotices()], [], folds, foldOf);
    }

    /// <summary>The network's outputs for some rows.</summary>
    internal Matrix<float> Outputs(Table table, int[] rows, EncodingCounts counts, int threads)
    {
        var outputs = new Matrix<float>(rows.Length, Network.Outputs);
        Preprocessing.Encode(table, rows, counts, threads, (start, features) => Network.Forward(features, outputs.Slice(start, features.Rows)));
        return outputs;
    }

    /// <summary>From the network's outputs (which are overwritten) to predictions; marked rows become NaN.</summary>
    internal Predictions Decode(Matrix<float> outputs, IReadOnlyList<Notice> notices, IEnumerable<int> marked, int folds = 0, int[]? foldOf = null)
    {
        outputs = Loss.PredictMean(outputs, Members, folds, foldOf);
        if (Task == LearningTask.Regression)
        {
            var values = new float[outputs.Rows];
            var deviations = new float[outputs.Columns == 2 ? outputs.Rows : 0];
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = TargetScale.Decode(outputs[row, 0]);
                if (deviations.Length > 0)
                {
                    deviations[row] = MathF.Sqrt(outputs[row, 1]) * TargetScale.Deviation;
                }
            }

            foreach (var row in marked)
            {
                values[row] = float.NaN;
            }

            return new Predictions(Target, new Matrix<float>(values.Length, 0), values, deviations, notices) { Conformal = Conformal };
        }

        var probabilities = Probabilities(outputs, outputs.Columns == Classes.Count ? default : new Matrix<float>(outputs.Rows, 2));
        foreach (var row in marked)
        {
            probabilities.Row(row).Fill(float.NaN);
        }

        return new Predictions(Target, probabilities, [], [], notices) { Conformal = Conformal };
    }

    /// <summary>Calibrated probabilities of all classes; of two, where the network gives the second's alone, in <paramref name="bothClasses"/>, else in place.</summary>
    private Matrix<float> Probabilities(Matrix<float> predicted, Matrix<float> bothClasses)
    {
        var probabilities = predicted;
        if (predicted.Columns < Classes.Count)
        {
            probabilities = bothClasses;
            for (var row = 0; row < predicted.Rows; row++)
            {
                probabilities[row, 0] = 1 - predicted[row, 0];
                probabilities[row, 1] = predicted[row, 0];
            }
        }

        ProbabilityCalibration.Apply(probabilities, Calibration?.Temperature ?? 1);
        return probabilities;
    }

    internal IEnumerable<Notice> ExtraColumns(IEnumerable<string> names)
    {
        var known = Schema.Features.Select(feature => feature.Name).Concat(Schema.Dropped.Select(dropped => dropped.Name)).Append(Target.Name).ToHashSet();
        return names.Where(name => !known.Contains(name)).Select(name => new Notice(
            NoticeKind.ExtraColumn, name, $"The model does not know the column '{name}'; it was ignored."));
    }
}
