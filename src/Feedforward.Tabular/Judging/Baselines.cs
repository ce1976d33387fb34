using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Metrics;
using Feedforward.Optimizers;
using Feedforward.Schedules;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// What the simplest models reach on the rows that judge a training, to put its figures beside: always the same answer, and a
/// linear model. A network that is no better than these has found nothing that they do not have.
/// </summary>
/// <param name="Constant">The class shares of the training part as every row's probabilities (so the most frequent class is predicted), or the mean of its targets.</param>
/// <param name="Linear">Logistic or linear regression; null where its descent left the finite numbers.</param>
public sealed record Baselines(Evaluation Constant, Evaluation? Linear)
{
    private const int MostRows = 20_000;
    private const int MostSteps = 2_000;
    private const int LeastSteps = 100;
    private const double MostProducts = 1e9;

    /// <summary>
    /// Fits both on the training part. The linear model reads standardised numbers and one-hot categories, whatever the network's
    /// preprocessing is, and takes at most 2,000 steps of Adam on at most 20,000 rows (fewer steps for thousands of inputs and many
    /// classes), about a second's work: enough for a problem with one valley, and nothing depends on a clock.
    /// </summary>
    /// <param name="table">The table of the training.</param>
    /// <param name="options">The choices of the training.</param>
    /// <param name="result">The training.</param>
    /// <param name="cancellationToken">Ends the linear model's descent; the best so far is judged.</param>
    /// <returns>Judged on the test rows or, without any, on the validation rows; null without either.</returns>
    public static Baselines? Of(Table table, TabularOptions options, TabularResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(result);
        var target = result.Model.Target;
        var split = result.Split;
        var judging = options.TestTable ?? table;
        var rows = options.TestTable is { } test ? WithTarget(test, target) : split.Test.Count > 0 ? [.. split.Test] : split.Validation.ToArray();
        return rows.Length > 0
            ? new Baselines(ConstantOf(table, [.. split.Train], judging, rows, target), LinearOf(table, options, result, judging, rows, cancellationToken))
            : null;
    }

    private static Evaluation ConstantOf(Table table, int[] train, Table judging, int[] rows, TargetColumn target)
    {
        if (target.Task == LearningTask.Regression)
        {
            var numbers = TargetValues.Numbers(table, target);
            var mean = (float)train.Average(row => (double)numbers[row]);
            var truth = TargetValues.Numbers(judging, target);
            var metrics = RegressionMetrics.Of([.. rows.Select(_ => mean)], Array.ConvertAll(rows, row => truth[row]));
            return new Evaluation(target.Task, rows.Length, judging.Rows - rows.Length, null, metrics, []);
        }

        var classes = TargetValues.Classes(table, target);
        var shares = new float[target.Classes.Count];
        foreach (var row in train)
        {
            shares[classes[row]] += 1f / train.Length;
        }

        var probabilities = Matrix.FromRows<float>([.. rows.Select(_ => shares)]);
        var labels = TargetValues.Classes(judging, target);
        var classification = ClassificationMetrics.Of(probabilities, Array.ConvertAll(rows, row => labels[row]));
        return new Evaluation(target.Task, rows.Length, judging.Rows - rows.Length, classification, null, []);
    }

    private static Evaluation? LinearOf(
        Table table, TabularOptions options, TabularResult result, Table judging, int[] rows, CancellationToken cancellationToken)
    {
        var (schema, target) = (result.Model.Schema, result.Model.Target);
        var train = Some([.. result.Split.Train]);
        var validation = Some([.. result.Split.Validation]);
        var loss = NetworkPlan.Loss(new TabularOptions { Target = target.Name }, target.Task);
        var preprocessing = TablePreprocessing.Fit(table, schema.Features, train);
        var scale = target.Task == LearningTask.Regression
            ? TargetScale.Fit(ColumnView.Numbers(table[target.Name], table, train))
            : TargetScale.None;
        var outputs = NetworkPlan.Outputs(loss, target);
        var network = Network.Create(preprocessing.Width, options.Seed, new Dense(outputs, initializer: Initializer.Zeros));
        var batch = Math.Clamp(train.Length / 8, 8, 256);
        var inEpoch = (train.Length + batch - 1) / batch;
        var steps = Math.Clamp(MostProducts / ((double)batch * preprocessing.Width * outputs), LeastSteps, MostSteps);
        var fitted = network.Fit(
            Data(train),
            new TrainingOptions
            {
                Loss = loss,
                Optimizer = Optimizer.Adam(),
                LearningRate = 0.01,
                Schedule = Schedule.Named("cosine"),
                BatchSize = batch,
                Epochs = Math.Max(1, (int)(steps / inEpoch)),
                Patience = null,
                Validation = validation.Length > 0 ? Data(validation) : null,
                Seed = options.Seed,
                Threads = options.Threads,
            },
            cancellation: cancellationToken);
        try
        {
            return fitted.DivergedAtStep is null
                ? new TabularModel(schema, preprocessing, scale, fitted.Network, loss, result.Model.Training).Evaluate(judging, rows)
                : null;
        }
        catch (DataException)
        {
            // Extreme numbers of new rows can make a sum overflow; that says nothing about the model that was asked for.
            return null;
        }

        Dataset Data(int[] part)
        {
            var targets = TabularModel.EncodeTarget(table, target, scale, part);
            return new Dataset(preprocessing.Encode(table, part), targets, ExampleWeights.Of(options, target, targets));
        }
    }

    private static int[] WithTarget(Table table, TargetColumn target)
    {
        var strata = TargetValues.Strata(table, target);
        return [.. Enumerable.Range(0, table.Rows).Where(row => strata[row] >= 0)];
    }

    /// <summary>Evenly spaced rows where there are more than a linear model needs.</summary>
    private static int[] Some(int[] rows) => rows.Length <= MostRows
        ? rows
        : [.. Enumerable.Range(0, MostRows).Select(i => rows[(int)((long)i * rows.Length / MostRows)])];
}
