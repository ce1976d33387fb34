using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Optimizers;
using Feedforward.Schedules;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>The models of <see cref="Baselines"/>, fitted and not judged yet.</summary>
/// <param name="Constant">The class shares of the training part, or the mean of its targets alone.</param>
/// <param name="Linear">Logistic or linear regression; null where its descent left the finite numbers.</param>
internal sealed record SimplestModels(float[] Constant, TabularModel? Linear)
{
    /// <summary>From how many rows the linear model learns at most.</summary>
    public const int MostRows = 20_000;

    private const int MostSteps = 2_000;
    private const int LeastSteps = 100;
    private const double MostProducts = 1e9;

    /// <summary>The answer that is always the same.</summary>
    public static float[] FitConstant(Table table, int[] train, TargetColumn target)
    {
        if (target.Task == LearningTask.Regression)
        {
            var numbers = TargetValues.Numbers(table, target);
            return [(float)train.Average(row => (double)numbers[row])];
        }

        var classes = TargetValues.Classes(table, target);
        var shares = new float[target.Classes.Count];
        foreach (var row in train)
        {
            shares[classes[row]] += 1f / train.Length;
        }

        return shares;
    }

    /// <summary>Fits the linear model.</summary>
    /// <param name="table">The table of the training rows.</param>
    /// <param name="learned">The rows to learn from; evenly spaced ones where there are many.</param>
    /// <param name="held">The table of the validation rows.</param>
    /// <param name="watching">The rows that choose the epoch; may be none.</param>
    /// <param name="options">The choices of the training.</param>
    /// <param name="result">The model that is to be put beside it.</param>
    /// <param name="cancellation">Ends the descent.</param>
    public static TabularModel? FitLinear(
        Table table, IReadOnlyList<int> learned, Table held, IReadOnlyList<int> watching, TabularOptions options, TabularModel result, CancellationToken cancellation)
    {
        var target = result.Target;
        var train = JudgingPart.Some(learned, MostRows);
        var validation = JudgingPart.Some(watching, MostRows);
        var loss = NetworkPlan.Loss(new TabularOptions { Target = target.Name }, target.Task);
        var preprocessing = TablePreprocessing.Fit(table, result.Schema.Features, train);
        var scale = target.Task == LearningTask.Regression
            ? TargetScale.Fit(ColumnView.Numbers(table[target.Name], table, train))
            : TargetScale.None;
        var outputs = NetworkPlan.Outputs(loss, target);
        var network = Network.Create(preprocessing.Width, options.Seed, new Dense(outputs, initializer: Initializer.Zeros));
        var batch = Math.Clamp(train.Length / 8, 8, 256);
        var inEpoch = (train.Length + batch - 1) / batch;
        var steps = Math.Clamp(MostProducts / ((double)batch * preprocessing.Width * outputs), LeastSteps, MostSteps);
        var fitted = network.Fit(
            Data(table, train),
            new TrainingOptions
            {
                Loss = loss,
                Optimizer = Optimizer.Adam(),
                LearningRate = 0.01,
                Schedule = Schedule.Named("cosine"),
                BatchSize = batch,
                Epochs = Math.Max(1, (int)(steps / inEpoch)),
                Patience = null,
                Validation = validation.Length > 0 ? Data(held, validation) : null,
                Seed = options.Seed,
                Threads = options.Threads,
            },
            cancellation: cancellation);
        return fitted.DivergedAtStep is not null ? null : new TabularModel(result.Schema, preprocessing, scale, fitted.Network, loss, result.Training);

        Dataset Data(Table source, int[] part)
        {
            var targets = TabularModel.EncodeTarget(source, target, scale, part);
            return new Dataset(preprocessing.Encode(source, part), targets, ExampleWeights.Of(options, target, targets));
        }
    }

    /// <summary>Judges both by rows that have a target.</summary>
    /// <param name="model">The model that they are to be put beside.</param>
    /// <param name="table">The table of the rows.</param>
    /// <param name="rows">The rows.</param>
    public Baselines Judge(TabularModel model, Table table, int[] rows)
    {
        var constant = Always(model.Target, rows.Length);
        var (judged, predicted) = ((Evaluation?)null, (Predictions?)null);
        try
        {
            predicted = Linear?.Predict(table, rows);
            judged = predicted is null ? null : Linear!.Evaluate(predicted, table, rows);
        }
        catch (DataException)
        {
            // Extreme numbers of new rows can make a sum overflow; that says nothing about the model that was asked for.
            predicted = null;
        }

        return new Baselines(model.Evaluate(constant, table, rows) with { Notices = [], Coverage = null }, judged)
        {
            ConstantPredictions = constant,
            LinearPredictions = predicted,
        };
    }

    /// <summary>The same answer for so many rows.</summary>
    public Predictions Always(TargetColumn target, int rows)
    {
        if (target.Task == LearningTask.Regression)
        {
            var means = new float[rows];
            means.AsSpan().Fill(Constant[0]);
            return new Predictions(target, new Matrix<float>(rows, 0), means, [], []);
        }

        var probabilities = new Matrix<float>(rows, Constant.Length);
        for (var row = 0; row < rows; row++)
        {
            Constant.CopyTo(probabilities.Row(row));
        }

        return new Predictions(target, probabilities, [], [], []);
    }
}
