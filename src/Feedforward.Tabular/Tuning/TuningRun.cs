using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// Does the rounds of a search, several trials at a time. Which trials there are and what each gives depends on no other trial of its round, so
/// nothing but the time depends on how many run at once or on what the journal had.
/// </summary>
internal sealed class TuningRun : IDisposable
{
    /// <summary>The longest time a timer can wait for; a longer limit is none.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(40);

    private readonly SearchPlan _plan;
    private readonly TrialTraining _training;
    private readonly TuningJournal? _journal;
    private readonly TuningOptions _options;
    private readonly TrialOrder _order;
    private readonly TabularMetric _metric;
    private readonly IProgress<TuningProgress>? _progress;
    private readonly Stopwatch _clock;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _end;
    private readonly Lock _lock = new();
    private int _done;
    private long _epochsResumed;
    private long _epochsDone;

    public TuningRun(
        SearchPlan plan,
        TrialTraining training,
        TuningJournal? journal,
        TuningOptions options,
        TabularMetric metric,
        IProgress<TuningProgress>? progress,
        Stopwatch clock,
        CancellationToken cancellation)
    {
        (_plan, _training, _journal, _options, _metric, _progress, _clock, _cancelled) = (plan, training, journal, options, metric, progress, clock, cancellation);
        _order = new TrialOrder(metric);
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.TimeLimit is { } limit && limit < s_longest)
        {
            _end.CancelAfter(limit);
        }
    }

    /// <summary>The best trial so far; null where none has a value.</summary>
    public Trial? Best { get; private set; }

    /// <summary>Why the search ended.</summary>
    public TuningEnd End { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    /// <summary>Does it all, or as much as there is time for.</summary>
    /// <param name="parallel">How many trials at once.</param>
    /// <param name="configuration">The configuration with a number.</param>
    /// <returns>The trials in the order of rounds and numbers.</returns>
    public IReadOnlyList<Trial> Do(int parallel, Func<int, Configuration> configuration)
    {
        var all = new List<Trial>();
        IReadOnlyList<int> numbers = [.. Enumerable.Range(0, _plan.Rungs[0].Trials)];
        for (var rung = 0; rung < _plan.Rungs.Count; rung++)
        {
            var trials = Round(numbers, _plan.Rungs[rung].Epochs, parallel, configuration);
            all.AddRange(trials.OfType<Trial>().OrderBy(trial => trial.Number));
            if (trials.Contains(null))
            {
                End = _cancelled.IsCancellationRequested ? TuningEnd.Cancelled : TuningEnd.TimeLimit;
                break;
            }

            if (rung + 1 < _plan.Rungs.Count)
            {
                numbers = SearchPlan.Promote(all.Where(trial => trial.Epochs == _plan.Rungs[rung].Epochs), _plan.Rungs[rung + 1], _metric);
            }
        }

        return all;
    }

    /// <summary>One round; null for a trial that was not finished.</summary>
    private Trial?[] Round(IReadOnlyList<int> numbers, int epochs, int parallel, Func<int, Configuration> configuration)
    {
        var trials = new Trial?[numbers.Count];
        var waiting = new Queue<int>();
        for (var i = 0; i < trials.Length; i++)
        {
            trials[i] = _journal?.Find(numbers[i], epochs);
            if (trials[i] is { } known)
            {
                Note(known, null);
            }
            else
            {
                waiting.Enqueue(i);
            }
        }

        ExceptionDispatchInfo? fault = null;
        var threads = new Task[Math.Min(parallel, waiting.Count)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = Task.Factory.StartNew(Take, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        Task.WaitAll(threads, CancellationToken.None);
        fault?.Throw();
        return trials;

        void Take()
        {
            while (Next() is { } i)
            {
                try
                {
                    if (_training.Run(configuration(numbers[i]), epochs, _end.Token) is { } finished)
                    {
                        trials[i] = finished.Trial;
                        Note(finished.Trial, finished.Model);
                    }
                }
                catch (Exception e)
                {
                    lock (_lock)
                    {
                        fault ??= ExceptionDispatchInfo.Capture(e);
                    }

                    _end.Cancel();
                }
            }
        }

        int? Next()
        {
            lock (_lock)
            {
                return !_end.IsCancellationRequested && fault is null && waiting.TryDequeue(out var i) ? i : null;
            }
        }
    }

    /// <summary>Counts a trial; keeps it, and its model where it is the best, where it is new.</summary>
    private void Note(Trial trial, Func<TabularModel>? model)
    {
        lock (_lock)
        {
            if (trial.Value is not null && (Best is null || _order.Compare(trial, Best) < 0))
            {
                // The model first: if all stops in between, the trial is done again and gives the same model.
                if (model is not null)
                {
                    _options.Keep?.Invoke(model(), trial);
                }

                Best = trial;
            }

            if (model is not null)
            {
                _journal?.Append(trial);
            }

            _done++;
            _epochsDone += trial.Epochs;
            _epochsResumed += model is null ? trial.Epochs : 0;
            var pace = _epochsDone - _epochsResumed;
            TimeSpan? remaining = pace > 0 ? _clock.Elapsed * ((double)(_plan.Epochs - _epochsDone) / pace) : null;
            _progress?.Report(new TuningProgress(trial, model is null, Best, _done, _plan.Trainings, _clock.Elapsed, remaining));
        }
    }
}
