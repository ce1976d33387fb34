using Feedforward.Randomness;

namespace Feedforward.Tabular;

/// <summary>
/// What a model's predictions owe to each column: how much worse they become when the column's cells are dealt out anew among
/// the rows, so that they say nothing about their row any more. Source: Breiman, "Random forests", Machine Learning 45, 2001,
/// section 10; Fisher, Rudin, Dominici, "All models are wrong, but many are useful", JMLR 20, 2019 (model reliance).
/// </summary>
/// <remarks>
/// It is about the model, not about the world: of two columns that say the same, each can look unimportant, because the model
/// reads the other. Take rows that the model was not trained on.
/// </remarks>
/// <param name="Metric">By what the predictions are judged.</param>
/// <param name="Value">The metric with nothing shuffled.</param>
/// <param name="Rows">How many rows were taken.</param>
/// <param name="Columns">The importance of every column the model reads, the largest first.</param>
public sealed record PermutationImportance(TabularMetric Metric, double Value, int Rows, IReadOnlyList<ColumnImportance> Columns)
{
    private const int BlockRows = 1024;

    /// <summary>To deal out a row's cells and to judge its prediction takes as long as about so many multiplications.</summary>
    private const double WorkOfRow = 1_000;

    /// <summary>Measures the importance of every column that the model reads, several columns at the same time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows with the target.</param>
    /// <param name="options">Metric, repeats, rows; null for the defaults.</param>
    /// <param name="progress">Told the share of the work that is done, from several threads; or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DataException">A column is missing or holds something else, no row has a target, or the rows do not define the metric.</exception>
    /// <exception cref="ArgumentException">There is no such metric, or it does not fit the task; or a number is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PermutationImportance Of(
        TabularModel model,
        Table table,
        ImportanceOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        options ??= new ImportanceOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Repeats, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MostRows, nameof(options));
        var metric = TabularMetric.Chosen(options.Metric, model.Task);
        var rows = RowsOf(model, table, options);
        var judged = new JudgedRows(model, table, rows, metric);
        var features = model.Preprocessing.Encode(table, rows);
        var baseline = judged.Loss(model.Network.Forward(features))
            ?? throw new DataException($"These rows do not define the metric '{metric.Name}', as all of them have the same '{model.Target.Name}'.", column: model.Target.Name);

        // The same orders for every column: what a column's importance is does not depend on the others.
        var orders = Enumerable.Range(0, options.Repeats)
            .Select(repeat => new RandomStream(options.Seed, RandomPurpose.Experiment, (uint)repeat).Permutation(rows.Length))
            .ToArray();
        var places = Places(model.Preprocessing);
        var columns = new ColumnImportance[places.Count];
        var done = 0;
        RowBlocks.All(columns.Length, options.Threads, i =>
        {
            var (name, ranges) = places[i];
            var changes = new double[orders.Length];
            for (var repeat = 0; repeat < orders.Length && !cancellationToken.IsCancellationRequested; repeat++)
            {
                var outputs = ranges.Count > 0 ? Shuffled(model.Network, features, ranges, orders[repeat], cancellationToken) : model.Network.Forward(features);
                changes[repeat] = judged.Loss(outputs)!.Value - baseline;
                progress?.Report((double)Interlocked.Increment(ref done) / (columns.Length * orders.Length));
            }

            columns[i] = Summary(name, changes);
        });
        cancellationToken.ThrowIfCancellationRequested();
        return new PermutationImportance(
            metric, metric.AsLoss(baseline), rows.Length, [.. columns.OrderByDescending(column => column.Mean)]);
    }

    /// <summary>About how many multiplications it takes: to know beforehand whether it is quick.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="repeats">How often each column is shuffled.</param>
    public static double Cost(TabularModel model, int rows, int repeats = 5)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (double)rows * model.Schema.Features.Count * repeats * (model.Network.ParameterCount + model.Network.Inputs + WorkOfRow);
    }

    private static int[] RowsOf(TabularModel model, Table table, ImportanceOptions options)
    {
        var strata = TargetValues.Strata(table, model.Target);
        int[] rows = [.. (options.Rows ?? Enumerable.Range(0, table.Rows)).Where(row => strata[row] >= 0)];
        if (rows.Length == 0)
        {
            throw new DataException($"No row has a '{model.Target.Name}' to compare with.", column: model.Target.Name);
        }

        return rows.Length <= options.MostRows
            ? rows
            : [.. Enumerable.Range(0, options.MostRows).Select(i => rows[(int)((long)i * rows.Length / options.MostRows)])];
    }

    /// <summary>Which of the network's inputs each column became; one column can have several encoders.</summary>
    private static List<(string Column, List<(int Start, int Count)> Ranges)> Places(TablePreprocessing preprocessing)
    {
        var places = new List<(string Column, List<(int Start, int Count)> Ranges)>();
        var start = 0;
        foreach (var encoder in preprocessing.Encoders)
        {
            var place = places.FindIndex(known => known.Column == encoder.Column);
            if (place < 0)
            {
                place = places.Count;
                places.Add((encoder.Column, []));
            }

            if (encoder.Width > 0)
            {
                places[place].Ranges.Add((start, encoder.Width));
            }

            start += encoder.Width;
        }

        return places;
    }

    /// <summary>The outputs where some inputs of row i are those of row order[i]. As encoders see one row at a time, it is as if the cells had been dealt out anew.</summary>
    private static Matrix<float> Shuffled(
        Network network, Matrix<float> features, List<(int Start, int Count)> ranges, int[] order, CancellationToken cancellationToken)
    {
        var outputs = new Matrix<float>(features.Rows, network.Outputs);
        var block = new Matrix<float>(Math.Min(BlockRows, features.Rows), features.Columns);
        for (var start = 0; start < features.Rows && !cancellationToken.IsCancellationRequested; start += BlockRows)
        {
            var part = block.Slice(0, Math.Min(BlockRows, features.Rows - start));
            features.Slice(start, part.Rows).Span.CopyTo(part.Span);
            for (var i = 0; i < part.Rows; i++)
            {
                foreach (var (first, count) in ranges)
                {
                    features.Row(order[start + i]).Slice(first, count).CopyTo(part.Row(i).Slice(first, count));
                }
            }

            network.Forward(part, outputs.Slice(start, part.Rows));
        }

        return outputs;
    }

    private static ColumnImportance Summary(string column, double[] changes)
    {
        var mean = changes.Sum() / changes.Length;
        var squares = changes.Sum(change => (change - mean) * (change - mean));
        return new ColumnImportance(column, mean, changes.Length > 1 ? Math.Sqrt(squares / (changes.Length - 1)) : 0);
    }
}
