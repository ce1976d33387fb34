using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// Does the rounds of a search, several trials at a time. Which trials there are and what each gives depends on no other trial of its round, so
/// nothing but the time depends on how many run at once, on which processes do them, or on what the journal had.
/// </summary>
internal sealed partial class TuningRun : IDisposable
{
    /// <summary>The longest time a timer can wait for; a longer limit is none.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(40);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly SearchPlan _plan;
    private readonly TrialTraining _training;
    private readonly TuningJournal? _journal;
    private readonly OtherJournals? _others;
    private readonly WorkClaims? _claims;
    private readonly TuningOptions _options;
    private readonly TrialOrder _order;
    private readonly TabularMetric _metric;
    private readonly IProgress<TuningProgress>? _progress;
    private readonly Stopwatch _clock;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _end;
    private readonly Lock _lock = new();
    private readonly HashSet<Trial> _received = [];
    private Trial?[] _trials = [];
    private IReadOnlyList<int> _numbers = [];
    private int _epochs;
    private bool _hasAppended;
    private int _done;
    private long _epochsResumed;
    private long _epochsDone;

    public TuningRun(
        SearchPlan plan,
        TrialTraining training,
        TuningJournal? journal,
        OtherJournals? others,
        WorkClaims? claims,
        TuningOptions options,
        TabularMetric metric,
        IProgress<TuningProgress>? progress,
        Stopwatch clock,
        CancellationToken cancellation)
    {
        (_plan, _training, _journal, _others, _claims, _options, _metric, _progress, _clock, _cancelled) = (plan, training, journal, others, claims, options, metric, progress, clock, cancellation);
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
        // What processes did that were interrupted.
        Receive(areNew: false);
        if (_options.Role == SearchRole.Helper)
        {
            _claims!.WaitForLeader(
                () =>
                {
                    Receive(areNew: false);
                    return Rounds((numbers, epochs) => [.. numbers.Select(number => _journal!.Find(number, epochs))]) is not null;
                },
                _end.Token);
        }

        var all = new List<Trial>();
        if (Rounds((numbers, epochs) =>
            {
                var trials = Round(numbers, epochs, parallel, configuration);
                all.AddRange(trials.OfType<Trial>().OrderBy(trial => trial.Number));
                return trials;
            }) is null)
        {
            End = _cancelled.IsCancellationRequested ? TuningEnd.Cancelled : TuningEnd.TimeLimit;
        }
        else
        {
            // What a helper did the leader has taken over before all were done.
            _claims?.Delete();
            if (_options.Role != SearchRole.Helper)
            {
                _others?.DeleteParts();
            }
            else if (!_hasAppended)
            {
                _others!.DeleteOwn();
            }
        }

        return all;
    }

    /// <summary>The rounds, each of the configurations that go on from the one before; null where one was not finished.</summary>
    /// <param name="round">Does the configurations with these numbers for so many epochs; null for one that was not finished.</param>
    private IReadOnlyList<int>? Rounds(Func<IReadOnlyList<int>, int, Trial?[]> round)
    {
        IReadOnlyList<int> numbers = [.. Enumerable.Range(0, _plan.Rungs[0].Trials)];
        for (var rung = 0; rung < _plan.Rungs.Count; rung++)
        {
            var trials = round(numbers, _plan.Rungs[rung].Epochs);
            if (trials.Contains(null))
            {
                return null;
            }

            numbers = rung + 1 < _plan.Rungs.Count ? SearchPlan.Promote(trials.OfType<Trial>(), _plan.Rungs[rung + 1], _metric) : numbers;
        }

        return numbers;
    }

    /// <summary>One round; null for a trial that was not finished.</summary>
    private Trial?[] Round(IReadOnlyList<int> numbers, int epochs, int parallel, Func<int, Configuration> configuration)
    {
        var trials = new Trial?[numbers.Count];
        var waiting = new List<int>();
        lock (_lock)
        {
            (_trials, _numbers, _epochs) = (trials, numbers, epochs);
            for (var i = 0; i < trials.Length; i++)
            {
                trials[i] = _journal?.Find(numbers[i], epochs);
                if (trials[i] is { } known)
                {
                    Count(known, isResumed: !_received.Contains(known));
                }
                else
                {
                    waiting.Add(i);
                }
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
            try
            {
                while (Next(out var claim) is { } i)
                {
                    using (claim)
                    {
                        if (_training.Run(configuration(numbers[i]), epochs, _end.Token) is { } finished)
                        {
                            Finish(i, finished.Trial, finished.Model);
                        }
                    }
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

        // The next trial that nobody else does; where others do all that are left, waits for what becomes of them.
        int? Next(out IDisposable? claim)
        {
            do
            {
                lock (_lock)
                {
                    Receive(areNew: true);
                    foreach (var i in waiting.ToArray())
                    {
                        claim = null;
                        if (_end.IsCancellationRequested || fault is not null)
                        {
                            return null;
                        }

                        if (trials[i] is null && _claims is not null)
                        {
                            claim = _claims.Claim(string.Create(CultureInfo.InvariantCulture, $"{epochs}-{numbers[i]}"));
                            if (claim is null)
                            {
                                continue;
                            }

                            // Whoever had it may have finished it in this moment.
                            Receive(areNew: true);
                        }

                        waiting.Remove(i);
                        if (trials[i] is null)
                        {
                            return i;
                        }

                        claim?.Dispose();
                    }

                    if (waiting.Count == 0)
                    {
                        claim = null;
                        return null;
                    }
                }
            }
            while (!_end.Token.WaitHandle.WaitOne(s_pause));
            claim = null;
            return null;
        }
    }
}
