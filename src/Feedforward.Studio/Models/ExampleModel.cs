using Feedforward.Experiments;
using Feedforward.Losses;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>The worked example as a model of a table: x₁ and x₂ as they are, and XOR to be learned.</summary>
internal static class ExampleModel
{
    private static readonly string[] Inputs = ["x1", "x2"];

    /// <summary>The model. Its first row is the example that is worked by hand.</summary>
    public static OpenedModel Opened { get; } = new("the worked example", Around(WorkedExample.Network, WorkedExample.Loss), Rows());

    /// <summary>A network of two inputs and one logit behind the columns x1 and x2, which it takes as they are.</summary>
    public static TabularModel Around(Network network, Loss loss) => new(
        new Schema([.. Inputs.Select(name => new FeatureColumn(name, ColumnKind.Number))], new TargetColumn("y", LearningTask.Binary, ["0", "1"], Numeric: true), []),
        new TablePreprocessing([.. Inputs.Select(name => new NumberEncoder(name, 0, 1, MissingIndicator: false))]),
        TargetScale.None,
        network,
        loss,
        new TrainingSummary
        {
            LibraryVersion = typeof(Network).Assembly.GetName().Version!.ToString(3),
            Seed = 0,
            TrainRows = 0,
            ValidationRows = 0,
            TestRows = 0,
            Epochs = 0,
            BestEpoch = 0,
            StopReason = "Untrained",
        });

    private static Table Rows() => Table.Of(
        new NumberColumn(Inputs[0], [1, 0, 1, 0]),
        new NumberColumn(Inputs[1], [0, 1, 1, 0]),
        new NumberColumn("y", [1, 1, 0, 0]));
}
