namespace Feedforward.Tabular.Tuning;

/// <content>What becomes of trials: those of this process, and those that others finished.</content>
internal sealed partial class TuningRun
{
    /// <summary>The claim of a process that compares its trial with the best one.</summary>
    private const string BestTrial = "best";

    /// <summary>Takes what other processes finished.</summary>
    private void Receive(bool areNew)
    {
        foreach (var trial in _others?.Receive() ?? [])
        {
            if (_journal!.Find(trial.Number, trial.Epochs) is not null)
            {
                continue;
            }

            if (_options.Role == SearchRole.Helper)
            {
                _journal.Know(trial);
            }
            else
            {
                _journal.Append(trial);
            }

            if (areNew)
            {
                _received.Add(trial);
            }

            for (var i = 0; trial.Epochs == _epochs && i < _numbers.Count; i++)
            {
                if (_numbers[i] == trial.Number && _trials[i] is null)
                {
                    _trials[i] = trial;
                    Count(trial, isResumed: false);
                }
            }
        }
    }

    /// <summary>Keeps a trial that this process finished, and its model where it is the best of all.</summary>
    private void Finish(int place, Trial trial, Func<TabularModel> model)
    {
        lock (_lock)
        {
            using var alone = _claims?.Wait(BestTrial);
            Receive(areNew: true);
            if (_trials[place] is not null)
            {
                // On a file system without locks another process may have done it too.
                return;
            }

            // The model first: if all stops in between, the trial is done again and gives the same model.
            if (IsBest(trial))
            {
                _options.Keep?.Invoke(model(), trial);
            }

            _journal?.Append(trial);
            _hasAppended = true;
            _trials[place] = trial;
            Count(trial, isResumed: false);
        }
    }

    private bool IsBest(Trial trial) => trial.Value is not null && (Best is null || _order.Compare(trial, Best) < 0);

    private void Count(Trial trial, bool isResumed)
    {
        Best = IsBest(trial) ? trial : Best;
        _done++;
        _epochsDone += trial.Epochs;
        _epochsResumed += isResumed ? trial.Epochs : 0;
        var pace = _epochsDone - _epochsResumed;
        TimeSpan? remaining = pace > 0 ? _clock.Elapsed * ((double)(_plan.Epochs - _epochsDone) / pace) : null;
        _progress?.Report(new TuningProgress(trial, isResumed, Best, _done, _plan.Trainings, _clock.Elapsed, remaining));
    }
}
