using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>A training on a table, ready to begin.</summary>
/// <param name="Preprocessing">Fitted to the training part.</param>
/// <param name="Scale">Between the target and what the network learns.</param>
/// <param name="Loss">The loss of the model; of each member where it is an ensemble.</param>
/// <param name="Network">Where training begins.</param>
/// <param name="Train">The rows to learn from; null where they do not lie in memory.</param>
/// <param name="Metric">What is watched.</param>
/// <param name="Options">Everything about the training itself.</param>
/// <param name="Members">How many networks stand side by side.</param>
/// <param name="Preset">What was chosen, where a preset chose.</param>
/// <param name="FoldOf">The fold of each training row, where the preset has folds.</param>
internal sealed record TrainingPlan(
    TablePreprocessing Preprocessing,
    TargetScale Scale,
    Loss Loss,
    Network Network,
    Dataset? Train,
    ValidationMetric Metric,
    TrainingOptions Options,
    int Members = 1,
    Preset? Preset = null,
    int[]? FoldOf = null)
{
    /// <summary>What the rows hold that the preprocessing was not fitted to, where it is that of an earlier training; for a person.</summary>
    public IReadOnlyList<Notice> Unseen { get; init; } = [];

    /// <summary>Rows of a table as examples.</summary>
    public static Dataset Data(
        Table table, TargetColumn target, TablePreprocessing preprocessing, TargetScale scale, int[] rows, TabularOptions options, int[]? foldOf = null, EncodingCounts? counts = null)
    {
        var targets = TabularModel.EncodeTarget(table, target, scale, rows);
        var weights = ExampleWeights.Of(options, target, targets);
        if (foldOf is not null)
        {
            var withFold = new Matrix<float>(rows.Length, 2);
            for (var i = 0; i < rows.Length; i++)
            {
                (withFold[i, 0], withFold[i, 1]) = (targets[i, 0], foldOf[i]);
            }

            targets = withFold;
        }

        return preprocessing.Bytes(table, rows) is { } bytes
            ? new Dataset(bytes, targets, weights)
            : new Dataset(preprocessing.Encode(table, rows, counts, options.Threads), targets, weights);
    }
}
