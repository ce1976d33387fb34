using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>How a person or a program follows a training.</summary>
internal interface ITrainingView
{
    /// <summary>Given the rows, where they are in memory.</summary>
    void Read(Table table)
    {
    }

    /// <summary>Says what is about to be trained.</summary>
    void Begin(TrainingPlan plan);

    /// <summary>Says what a person should know.</summary>
    void Note(Notice notice);

    /// <summary>Runs the training and shows its epochs.</summary>
    /// <param name="train">The training; it reports each epoch.</param>
    T Follow<T>(Func<IProgress<TabularEpoch>, T> train);

    /// <summary>Says how far a pass over streamed rows is; called often.</summary>
    void Report(StreamingProgress progress);

    /// <summary>Shows what came out of a training.</summary>
    /// <param name="result">The result.</param>
    /// <param name="model">Where the model was written.</param>
    /// <param name="judgement">What the simplest models reach and what the predictions owe to each column.</param>
    /// <param name="times">What the time went to.</param>
    void End(TabularResult result, string model, Judgement judgement, TimeSplit times);

    /// <summary>Shows what came out of a cross-validation.</summary>
    void End(CrossValidationResult result, TimeSpan elapsed);

    /// <summary>Says where the report was written.</summary>
    void Reported(string report);

    /// <summary>Told that it came to nothing, beside the message that every verb gives.</summary>
    void Fail(Failure failure)
    {
    }
}
