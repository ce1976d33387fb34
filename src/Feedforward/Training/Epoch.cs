namespace Feedforward.Training;

/// <summary>What one epoch of training did.</summary>
/// <param name="Number">Which epoch, counted from 1.</param>
/// <param name="Step">Training steps done so far.</param>
/// <param name="TrainingRisk">The mean over the epoch's batches of the risk each had before its step, penalties included.</param>
/// <param name="ValidationRisk">The risk on the validation data after the epoch, or null without such data.</param>
/// <param name="Criterion">What the choice of the best epoch is made by, lower being better.</param>
/// <param name="LearningRate">α of the epoch's last step.</param>
/// <param name="BestEpoch">The best epoch so far.</param>
/// <param name="Elapsed">Time since training began.</param>
public sealed record Epoch(
    int Number,
    long Step,
    double TrainingRisk,
    double? ValidationRisk,
    double Criterion,
    double LearningRate,
    int BestEpoch,
    TimeSpan Elapsed)
{
    /// <summary>Whether this epoch is the best so far.</summary>
    public bool IsBest => BestEpoch == Number;
}
