using Feedforward.Initializers;
using Feedforward.Layers;
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
        var part = JudgingPart.Of(table, options, result);
        if (part.Rows.Count == 0)
        {
            return null;
        }

        int[] rows = [.. part.Rows];
        var constant = ConstantOf(table, [.. result.Split.Train], rows.Length, result.Model.Target);
        var (linear, predicted) = LinearOf(table, options, result, part.Table, rows, cancellationToken);
        return new Baselines(result.Model.Evaluate(constant, part.Table, rows) with { Notices = [], Coverage = null }, linear)
        {
            ConstantPredictions = constant,
            LinearPredictions = predicted,
        };
    }

    /// <summary>What the constant says of each judged row.</summary>
    internal Predictions? ConstantPredictions { get; private init; }

    /// <summary>What the linear model says of each judged row.</summary>
    internal Predictions? LinearPredictions { get; private init; }

    private static Predictions ConstantOf(Table table, int[] train, int count, TargetColumn target)
    {
        if (target.Task == LearningTask.Regression)
        {
            var numbers = TargetValues.Numbers(table, target);
            var mean = (float)train.Average(row => (double)numbers[row]);
            var means = new float[count];
            means.AsSpan().Fill(mean);
            return new Predictions(target, new Matrix<float>(count, 0), means, [], []);
        }

        var classes = TargetValues.Classes(table, target);
        var shares = new float[target.Classes.Count];
        foreach (var row in train)
        {
            shares[classes[row]] += 1f / train.Length;
        }

        var probabilities = new Matrix<float>(count, shares.Length);
        for (var row = 0; row < count; row++)
        {
            shares.CopyTo(probabilities.Row(row));
        }

        return new Predictions(target, probabilities, [], [], []);
    }

    private static (Evaluation? Judged, Predictions? Predicted) LinearOf(
        Table table, TabularOptions options, TabularResult result, Table judging, int[] rows, CancellationToken cancellationToken)
    {
        var (schema, target) = (result.Model.Schema, result.Model.Target);
        var train = JudgingPart.Some(result.Split.Train, MostRows);
        var validation = JudgingPart.Some(result.Split.Validation, MostRows);
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
            if (fitted.DivergedAtStep is not null)
            {
                return (null, null);
            }

            var model = new TabularModel(schema, preprocessing, scale, fitted.Network, loss, result.Model.Training);
            var predicted = model.Predict(judging, rows);
            return (model.Evaluate(predicted, judging, rows), predicted);
        }
        catch (DataException)
        {
            // Extreme numbers of new rows can make a sum overflow; that says nothing about the model that was asked for.
            return (null, null);
        }

        Dataset Data(int[] part)
        {
            var targets = TabularModel.EncodeTarget(table, target, scale, part);
            return new Dataset(preprocessing.Encode(table, part), targets, ExampleWeights.Of(options, target, targets));
        }
    }
}
