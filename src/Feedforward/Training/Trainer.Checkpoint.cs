namespace Feedforward.Training;

public sealed partial class Trainer
{
    /// <summary>Memory for this training's checkpoints.</summary>
    public TrainingCheckpoint NewCheckpoint() =>
        new(_network.ParameterCount, _bestState.Length, _optimizerState.Memory);

    /// <summary>
    /// Copies where training stands. A trainer with the same network, data and options that begins with <see cref="Resume"/> ends with
    /// the same bits as this one.
    /// </summary>
    /// <param name="checkpoint">Takes the copy; made by <see cref="NewCheckpoint"/>.</param>
    /// <exception cref="ArgumentException">It belongs to a training of another shape.</exception>
    public void Save(TrainingCheckpoint checkpoint)
    {
        CheckShape(checkpoint);
        _workspace.Parameters.CopyTo(checkpoint.Parameters);
        _workspace.State.CopyTo(checkpoint.State);
        _bestParameters.CopyTo(checkpoint.BestParameters, 0);
        _bestState.CopyTo(checkpoint.BestState, 0);
        _optimizerState.First.CopyTo(checkpoint.First, 0);
        _optimizerState.Second.CopyTo(checkpoint.Second, 0);
        checkpoint.Steps = Steps;
        checkpoint.StepsOfEpoch = _position;
        checkpoint.RiskSum = _riskSum;
        checkpoint.LearningRate = _rate;
        checkpoint.Epochs = [.. _epochs];
        checkpoint.BestEpoch = _earlyStopping.BestEpoch;
        checkpoint.BestValue = _earlyStopping.BestValue;
        checkpoint.LastImprovement = _earlyStopping.LastImprovement;
        checkpoint.Elapsed = Elapsed;
        checkpoint.StepTime = StepTime;
        checkpoint.ValidationTime = ValidationTime;
    }

    /// <summary>Goes on where another trainer stood.</summary>
    /// <param name="checkpoint">What <see cref="Save"/> wrote, from the same network, data and options.</param>
    /// <exception cref="ArgumentException">It belongs to a training of another shape, or is not of this training's course.</exception>
    /// <exception cref="InvalidOperationException">This trainer has begun already.</exception>
    public void Resume(TrainingCheckpoint checkpoint)
    {
        CheckShape(checkpoint);
        if (Steps > 0 || _epochs.Count > 0)
        {
            throw new InvalidOperationException("A trainer that has begun cannot go on from a checkpoint; make another one.");
        }

        var steps = ((long)checkpoint.Epochs.Count * StepsPerEpoch) + checkpoint.StepsOfEpoch;
        if (checkpoint.Steps != steps || checkpoint.StepsOfEpoch < 0 || checkpoint.StepsOfEpoch >= StepsPerEpoch || checkpoint.Epochs.Count > _options.Epochs)
        {
            throw new ArgumentException(
                $"The checkpoint is of step {checkpoint.Steps}, {checkpoint.StepsOfEpoch} steps into epoch {checkpoint.Epochs.Count + 1}; "
                + $"this training has {StepsPerEpoch} steps in each of {_options.Epochs} epochs.",
                nameof(checkpoint));
        }

        checkpoint.Parameters.CopyTo(_workspace.Parameters);
        checkpoint.State.CopyTo(_workspace.State);
        checkpoint.BestParameters.CopyTo(_bestParameters, 0);
        checkpoint.BestState.CopyTo(_bestState, 0);
        checkpoint.First.CopyTo(_optimizerState.First, 0);
        checkpoint.Second.CopyTo(_optimizerState.Second, 0);
        Steps = _optimizerState.Step = checkpoint.Steps;
        _position = checkpoint.StepsOfEpoch;
        _riskSum = checkpoint.RiskSum;
        _rate = checkpoint.LearningRate;
        _epochs.AddRange(checkpoint.Epochs);
        _criteria.AddRange(_epochs.Where(IsWatched).Select(epoch => epoch.Criterion));
        _earlyStopping.Resume(checkpoint.BestEpoch, checkpoint.BestValue, checkpoint.LastImprovement);
        _before = (checkpoint.Elapsed, checkpoint.StepTime, checkpoint.ValidationTime);
        if (_epochs.Count == _options.Epochs)
        {
            Over(StopReason.Completed, double.NaN, null);
        }
        else if (_position == 0 && _epochs.Count > 0 && _earlyStopping.IsOver(_epochs.Count))
        {
            Over(StopReason.EarlyStopped, double.NaN, null);
        }
    }

    /// <summary>Whether an epoch's value is one that schedules and early stopping look at.</summary>
    private bool IsWatched(Epoch epoch) => _options.Validation is null || epoch.ValidationRisk is not null;

    private void CheckShape(TrainingCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var memory = (checkpoint.First.Length > 0 ? 1 : 0) + (checkpoint.Second.Length > 0 ? 1 : 0);
        if (checkpoint.Parameters.Length != _network.ParameterCount || checkpoint.State.Length != _bestState.Length || memory != _optimizerState.Memory)
        {
            throw new ArgumentException(
                $"The checkpoint has {checkpoint.Parameters.Length} parameters, {checkpoint.State.Length} running statistics and {memory} numbers of the optimizer for each parameter; "
                + $"this training has {_network.ParameterCount}, {_bestState.Length} and {_optimizerState.Memory}.",
                nameof(checkpoint));
        }
    }
}
