using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>What a training on a table gives, however it ended.</summary>
/// <param name="Model">The model of the best epoch.</param>
/// <param name="Epochs">Every finished epoch.</param>
/// <param name="Training">What the trainer says, with the reason it ended for.</param>
/// <param name="Split">Which rows were used for what.</param>
/// <param name="Validation">Metrics on the validation part, or null without one.</param>
/// <param name="Test">Metrics on the test part or the given test table, or null without one.</param>
/// <param name="Notices">What a person should know about the data and the training.</param>
/// <param name="Elapsed">The time it all took.</param>
public sealed record TabularResult(
    TabularModel Model,
    IReadOnlyList<TabularEpoch> Epochs,
    TrainingResult Training,
    Split Split,
    Evaluation? Validation,
    Evaluation? Test,
    IReadOnlyList<Notice> Notices,
    TimeSpan Elapsed)
{
    /// <summary>The validation rows of a training on streamed rows, to which <see cref="Split"/> refers; else null.</summary>
    public Table? ValidationTable { get; init; }

    /// <summary>What the simplest models reach, of a training on streamed rows, whose linear model learns from a sample of the training part; else null, as <see cref="Baselines.Of"/> says it.</summary>
    public Baselines? Baselines { get; init; }

    /// <summary>What the time went to.</summary>
    public TrainingTimes Times { get; init; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
}
