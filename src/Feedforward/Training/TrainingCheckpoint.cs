namespace Feedforward.Training;

/// <summary>
/// Where a training stands between two steps: all that is needed to go on as if it had never been interrupted, beside the data,
/// the network's layers and the options. Random numbers are a function of the seed and the step, so they need nothing.
/// </summary>
/// <remarks>The arrays are taken once and may be filled again and again by <see cref="Trainer.Save"/>.</remarks>
public sealed class TrainingCheckpoint
{
    /// <summary>Takes memory for a training.</summary>
    /// <param name="parameters">How many parameters θ has.</param>
    /// <param name="state">How many running statistics there are.</param>
    /// <param name="memory">How many numbers the optimizer remembers for each parameter, 0 to 2.</param>
    public TrainingCheckpoint(int parameters, int state, int memory)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfNegative(memory);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(memory, 2);
        Parameters = new float[parameters];
        BestParameters = new float[parameters];
        State = new float[state];
        BestState = new float[state];
        First = new float[memory > 0 ? parameters : 0];
        Second = new float[memory > 1 ? parameters : 0];
    }

    /// <summary>θ.</summary>
    public float[] Parameters { get; }

    /// <summary>Running statistics and the like.</summary>
    public float[] State { get; }

    /// <summary>θ of the best epoch so far.</summary>
    public float[] BestParameters { get; }

    /// <summary>The running statistics of the best epoch so far.</summary>
    public float[] BestState { get; }

    /// <summary>The optimizer's first number for each parameter (a velocity, a mean of gradients), or nothing.</summary>
    public float[] First { get; }

    /// <summary>The optimizer's second number for each parameter (a mean of squares), or nothing.</summary>
    public float[] Second { get; }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>Steps of the epoch in progress that are done; the epoch's number is one more than <see cref="Epochs"/> has.</summary>
    public int StepsOfEpoch { get; set; }

    /// <summary>The sum over those steps of examples times risk.</summary>
    public double RiskSum { get; set; }

    /// <summary>α of the last step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Every finished epoch.</summary>
    public IReadOnlyList<Epoch> Epochs { get; set; } = [];

    /// <summary>The best epoch so far, 0 before the first.</summary>
    public int BestEpoch { get; set; }

    /// <summary>The value by which it is the best.</summary>
    public double BestValue { get; set; } = double.PositiveInfinity;

    /// <summary>The epoch the patience is counted from.</summary>
    public int LastImprovement { get; set; }

    /// <summary>Time spent so far.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>See <see cref="Trainer.StepTime"/>.</summary>
    public TimeSpan StepTime { get; set; }

    /// <summary>See <see cref="Trainer.ValidationTime"/>.</summary>
    public TimeSpan ValidationTime { get; set; }
}
