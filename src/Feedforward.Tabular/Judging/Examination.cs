using Feedforward.Layers;
using Feedforward.Metrics;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// Everything that can be said about a trained model from the rows that judge it: what a report shows. All arithmetic of the
/// report is here and in what this calls; the same training gives the same figures.
/// </summary>
public sealed record Examination
{
    private const int MostTracedParameters = 2_000;
    private const int MostTracedNeurons = 64;
    private const double MostCheckWork = 2e8;
    private const int MostRows = 10_000;
    private const int MostPoints = 800;
    private const int CheckedRows = 4;

    private Examination(JudgingPart part) => Part = part;

    /// <summary>The rows that judge.</summary>
    public JudgingPart Part { get; }

    /// <summary>How well the model predicts them; null without rows.</summary>
    public Evaluation? Evaluation { get; private init; }

    /// <summary>What the simplest models reach on them; null without rows.</summary>
    public Baselines? Baselines { get; private init; }

    /// <summary>The model against each baseline, with intervals.</summary>
    public IReadOnlyList<BaselineComparison> Comparisons { get; private init; } = [];

    /// <summary>ROC and precision-recall curves of a classification.</summary>
    public IReadOnlyList<ClassCurves> Curves { get; private init; } = [];

    /// <summary>Stated probabilities beside frequencies: of two classes those of the second, of more those of the predicted class.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; private init; } = [];

    /// <summary>What each threshold makes of the second of two classes; empty for other tasks.</summary>
    public IReadOnlyList<ThresholdScores> Thresholds { get; private init; } = [];

    /// <summary>True and predicted numbers of a regression, evenly spaced rows where there are many.</summary>
    public IReadOnlyList<(double Truth, double Prediction)> Points { get; private init; } = [];

    /// <summary>How often residuals (truth − prediction) of a regression are how large, over all rows.</summary>
    public IReadOnlyList<HistogramBin> Residuals { get; private init; } = [];

    /// <summary>What the predictions owe to each column; null where it was stopped or the rows do not define the metric.</summary>
    public PermutationImportance? Importance { get; private init; }

    /// <summary>The rows that went most wrong, at most 20.</summary>
    public IReadOnlyList<WorstRow> WorstRows { get; private init; } = [];

    /// <summary>One row forward and back, neuron by neuron; null where the network is too large for that.</summary>
    public Trace? Trace { get; private init; }

    /// <summary>The line of the traced row in its source.</summary>
    public long TracedLine { get; private init; }

    /// <summary>What the layers make of the traced row, for networks of any size: place, layer, and its outputs.</summary>
    public IReadOnlyList<(string Name, int Width, double Mean, double Smallest, double Largest)> Layers { get; private init; } = [];

    /// <summary>Gradients beside finite differences, of evenly spaced parameters where there are many; null where it was not done.</summary>
    public GradientCheck? GradientCheck { get; private init; }

    /// <summary>What the units do over rows of the training part.</summary>
    public IReadOnlyList<LayerActivity> Activity { get; private init; } = [];

    /// <summary>How many rows of the training part <see cref="Activity"/> is about.</summary>
    public int ActivityRows { get; private init; }

    /// <summary>Examines a training.</summary>
    /// <param name="table">The table of the training.</param>
    /// <param name="options">The choices of the training.</param>
    /// <param name="result">The training.</param>
    /// <param name="importance">Importances that were measured already, or null.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Examination Of(
        Table table, TabularOptions options, TabularResult result, PermutationImportance? importance = null, CancellationToken cancellation = default)
    {
        var part = JudgingPart.Of(table, options, result);
        var network = OfNetwork(new Examination(part), table, result, cancellation);
        if (part.Rows.Count == 0)
        {
            return network;
        }

        var model = result.Model;
        int[] rows = [.. part.Rows];
        var predictions = model.Predict(part.Table, rows, options.Threads);
        var baselines = Baselines.Of(table, options, result, cancellation);
        var judged = network with
        {
            Evaluation = model.Evaluate(predictions, part.Table, rows),
            Baselines = baselines,
            Comparisons = baselines is null ? [] : BaselineComparison.Of(baselines, predictions, part.Table, rows, options.Seed),
            WorstRows = WorstRow.Of(predictions, part.Table, rows, 20),
            Importance = importance ?? ImportanceOf(part, options, model, cancellation),
        };
        cancellation.ThrowIfCancellationRequested();
        return model.Task == LearningTask.Regression
            ? OfNumbers(judged, predictions, TargetValues.Numbers(part.Table, model.Target, rows))
            : OfClasses(judged, predictions, TargetValues.Classes(part.Table, model.Target, rows));
    }

    private static PermutationImportance? ImportanceOf(JudgingPart part, TabularOptions options, TabularModel model, CancellationToken cancellation)
    {
        try
        {
            return PermutationImportance.Of(
                model,
                part.Table,
                new ImportanceOptions { Metric = options.Metric, Rows = part.Rows, MostRows = MostRows, Seed = options.Seed, Threads = options.Threads },
                cancellationToken: cancellation);
        }
        catch (DataException)
        {
            // All judged rows have one class, and the metric needs two.
            return null;
        }
    }

    private static Examination OfClasses(Examination examination, Predictions predictions, int[] labels) => examination with
    {
        Curves = ClassCurves.Of(predictions.Classes, predictions.Probabilities, labels),
        Reliability = predictions.Classes.Count == 2
            ? ReliabilityDiagram.OfClass(predictions.Probabilities, labels, 1)
            : ReliabilityDiagram.OfPredicted(predictions.Probabilities, labels),
        Thresholds = predictions.Classes.Count == 2
            ? ThresholdTable.Of(predictions.Probabilities, labels, 1, ThresholdTable.UsualThresholds)
            : [],
    };

    private static Examination OfNumbers(Examination examination, Predictions predictions, float[] numbers)
    {
        var residuals = new double[numbers.Length];
        var points = new (double, double)[numbers.Length];
        for (var row = 0; row < numbers.Length; row++)
        {
            residuals[row] = (double)numbers[row] - predictions.Values[row];
            points[row] = (numbers[row], predictions.Values[row]);
        }

        return examination with { Points = JudgingPart.Some(points, MostPoints), Residuals = Histogram.Of(residuals) };
    }

    /// <summary>What the network itself shows: units over training rows, and gradients at a row that judges.</summary>
    private static Examination OfNetwork(Examination examination, Table table, TabularResult result, CancellationToken cancellation)
    {
        var (model, part) = (result.Model, examination.Part);
        var seen = JudgingPart.Some(result.Split.Train, MostRows);
        if (seen.Length == 0)
        {
            return examination;
        }

        var network = model.Network;
        var activity = LayerActivity.Of(network, model.Preprocessing.Encode(table, seen));
        var (source, rows) = part.Rows.Count > 0 ? (part.Table, part.Rows) : (table, seen);
        int[] some = [.. rows.Take(CheckedRows)];
        var x = model.Preprocessing.Encode(source, some);
        var y = TabularModel.EncodeTarget(source, model.Target, model.TargetScale, some);
        var isSmall = network.ParameterCount <= MostTracedParameters
            && network.Layers.All(layer => layer is not Dense dense || dense.Units <= MostTracedNeurons);
        var most = (int)Math.Clamp(MostCheckWork / (2.0 * CheckedRows * network.ParameterCount), 20, 2_000);
        return examination with
        {
            Activity = activity,
            ActivityRows = seen.Length,
            TracedLine = source.LineOf(some[0]),
            Layers = OutputsOf(network, x.Slice(0, 1)),
            Trace = isSmall ? Trace.Of(network, x.Row(0), y.Row(0), model.Loss, cancellation) : null,
            GradientCheck = GradientCheck.OfSome(network, new Dataset(x, y), model.Loss, most, cancellation),
        };
    }

    private static List<(string Name, int Width, double Mean, double Smallest, double Largest)> OutputsOf(Network network, Matrix<float> x)
    {
        var workspace = new Workspace<float>(network, 1);
        workspace.Forward(x);
        var layers = new List<(string, int, double, double, double)>();
        for (var i = 0; i < network.Layers.Count; i++)
        {
            float[] h = [.. workspace.Layers[i].Output.Span];
            layers.Add((network.Layers[i].Name, h.Length, h.Average(number => (double)number), h.Min(), h.Max()));
        }

        return layers;
    }
}
