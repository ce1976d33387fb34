namespace Feedforward.Tabular;

/// <summary>What the time of a training on a table went to; what is left of the whole time went to shuffling and to the progress that was reported.</summary>
/// <param name="Preparation">Finding out the schema, splitting the rows, fitting the preprocessing and encoding the rows.</param>
/// <param name="Steps">Training steps: gathering the batch, both passes, the loss, the update.</param>
/// <param name="Validation">Judging the validation part after each epoch.</param>
/// <param name="Evaluation">The metrics of the best epoch's model on the validation and the test part.</param>
public sealed record TrainingTimes(TimeSpan Preparation, TimeSpan Steps, TimeSpan Validation, TimeSpan Evaluation)
{
    /// <summary>The part of the steps in which they waited for streamed rows.</summary>
    public TimeSpan Waiting { get; init; }
}
