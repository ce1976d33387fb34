namespace Feedforward.Tabular;

/// <summary>How a model was trained, as far as it is kept with the model. No clock, host name or path is in it.</summary>
public sealed record TrainingSummary
{
    /// <summary>The version of the library that trained the model.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>The seed of split, initial parameters, batches and dropout.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Rows of the training part.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Rows of the validation part.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>Rows of the test part, or of the given test table.</summary>
    public required int TestRows { get; init; }

    /// <summary>How many epochs were done.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch whose parameters the model has; 0 for the initial ones.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Why the training ended, such as <c>Completed</c> or <c>EarlyStopped</c>.</summary>
    public required string StopReason { get; init; }

    /// <summary>The options that decide the result, by name, in a fixed order.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new OrderedDictionary<string, string>();

    /// <summary>Metrics on the validation part; empty where there was none.</summary>
    public IReadOnlyDictionary<string, double> ValidationMetrics { get; init; } = new OrderedDictionary<string, double>();

    /// <summary>Metrics on the test part; empty where there was none.</summary>
    public IReadOnlyDictionary<string, double> TestMetrics { get; init; } = new OrderedDictionary<string, double>();
}
