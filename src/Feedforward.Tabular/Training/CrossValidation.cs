using System.Diagnostics;
using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>
/// Trainings on all folds but one, each judged on that one. What a fold gives depends on no other, so nothing but the time depends on which
/// processes do them, or on what a folder had.
/// </summary>
internal sealed class CrossValidation
{
    private readonly Table _table;
    private readonly TabularOptions _options;
    private readonly CrossValidationFolder? _folder;
    private readonly IProgress<TabularEpoch>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Schema _schema;
    private readonly IReadOnlyList<Notice> _notices;
    private readonly int[] _strata;
    private readonly int[][] _heldOut;
    private readonly FinishedFold?[] _finished;

    private CrossValidation(
        Table table, TabularOptions options, int folds, CrossValidationFolder? folder, IProgress<TabularEpoch>? progress, CancellationToken cancellation)
    {
        (_table, _folder, _progress, _cancellation) = (table, folder, progress, cancellation);
        _options = options with { TestTable = null, Test = 0, Collective = null };
        (_schema, _notices) = TabularTrainer.Infer(table, options);
        _strata = TargetValues.Strata(table, _schema.Target!);
        _heldOut = [.. Split.Folds(_strata, folds, options.Seed).Select(rows => rows.ToArray())];
        _finished = new FinishedFold?[_heldOut.Length];
    }

    /// <summary>The judgements of all folds; null where another process gathers them.</summary>
    public static CrossValidationResult? Of(
        Table table, TabularOptions options, int folds, CrossValidationFolder? folder, IProgress<TabularEpoch>? progress, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, folder?.Abandoned ?? CancellationToken.None);
        var run = new CrossValidation(table, options, folds, folder, progress, end.Token);
        folder?.Begin(run.Identity());
        try
        {
            while (run.Next() is { } next)
            {
                using (next.Claim)
                {
                    run.Do(next.Fold);
                }
            }
        }
        catch (OperationCanceledException) when (folder is { IsAbandoned: true } && !cancellation.IsCancellationRequested)
        {
            // Nobody waits for this fold any more.
        }

        return run.Gathered();
    }

    /// <summary>Everything that decides what the folds give: that of the first fold's training, were there no time limit, and how many folds there are.</summary>
    private OrderedDictionary<string, string> Identity() => new(Prepare(0, _options, _notices, Stopwatch.StartNew()).Identity)
    {
        [TrainingIdentity.Prefix + "held-out folds"] = _heldOut.Length.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>
    /// The next fold that nobody else does; where others do all that are left, waits for what becomes of them. Null where nothing is left: after one
    /// whose training diverged the others do not matter, but those before it do, as one process would have met them first.
    /// </summary>
    private (int Fold, IDisposable? Claim)? Next()
    {
        while (_folder is not { IsAbandoned: true })
        {
            _cancellation.ThrowIfCancellationRequested();
            var isOver = true;
            for (var fold = 0; fold < _finished.Length && Find(fold)?.DivergedAtStep is null; fold++)
            {
                if (Find(fold) is not null)
                {
                    continue;
                }

                var claim = _folder?.Claim(fold + 1);

                // Whoever had it may have finished it in this moment, and the leader may have taken away what all have finished.
                if (_folder is null || (claim is not null && Find(fold) is null && !_folder.IsAbandoned))
                {
                    return (fold, claim);
                }

                claim?.Dispose();
                isOver = false;
            }

            if (isOver)
            {
                return null;
            }

            _folder!.Wait();
        }

        return null;
    }

    private FinishedFold? Find(int fold) => _finished[fold] ??= _folder?.Find(fold + 1);

    private void Do(int fold)
    {
        var clock = Stopwatch.StartNew();
        var notices = _notices;
        TabularResult result;
        if (_folder?.CheckpointsOf(fold + 1) is { } checkpoints)
        {
            result = CheckpointedTraining.Fit(
                from => Prepare(fold, TabularTraining.Decided(_options, from) ?? Fitted(), notices, clock), null, checkpoints, _progress, _cancellation);
        }
        else
        {
            var training = Prepare(fold, Fitted(), notices, clock);
            TabularTrainer.Drive(training, _progress, _cancellation);
            _cancellation.ThrowIfCancellationRequested();
            result = training.Finish(_progress, _cancellation);
        }

        _cancellation.ThrowIfCancellationRequested();
        var diverged = result.Training.DivergedAtStep;
        var finished = new FinishedFold(diverged is null ? result.Test : null, diverged, [.. notices.Skip(_notices.Count)]);
        _finished[fold] = finished;
        _folder?.Keep(fold + 1, finished);

        TabularOptions Fitted()
        {
            var rest = Rest(fold);
            return TabularTrainer.Fitted(_table, _schema, rest, _options, clock, ref notices, _progress, _cancellation, fold + 1);
        }
    }

    private TabularTraining Prepare(int fold, TabularOptions options, IReadOnlyList<Notice> notices, Stopwatch clock)
    {
        var rest = Rest(fold);
        var validation = TabularTrainer.ValidationShare(options, _schema, rest, rest.Count(stratum => stratum >= 0));
        var split = Split.Of(rest, validation, 0, options.Seed) with { Test = _heldOut[fold] };
        return new TabularTraining(_table, _schema, notices, split, options, fold + 1, clock);
    }

    /// <summary>The strata of the rows that are not held out.</summary>
    private int[] Rest(int fold)
    {
        var rest = _strata.ToArray();
        foreach (var row in _heldOut[fold])
        {
            rest[row] = -1;
        }

        return rest;
    }

    private CrossValidationResult? Gathered()
    {
        if (_folder is { IsLeader: false, IsAbandoned: true })
        {
            return null;
        }

        _folder?.Done();
        if (_folder is { IsLeader: false })
        {
            return null;
        }

        if (Array.Find(_finished, fold => fold?.DivergedAtStep is not null) is { DivergedAtStep: { } step })
        {
            throw DivergedException.AtStep(step);
        }

        var judged = _finished.Select(fold => fold!.Evaluation!).ToList();
        return new CrossValidationResult(judged, Summary(judged), [.. _notices, .. _finished.SelectMany(fold => fold!.Notices)]);
    }

    private static OrderedDictionary<string, (double Mean, double Deviation)> Summary(List<Evaluation> folds)
    {
        var summary = new OrderedDictionary<string, (double, double)>();
        foreach (var name in folds[0].Metrics.Keys)
        {
            var values = folds.Where(fold => fold.Metrics.ContainsKey(name)).Select(fold => fold.Metrics[name]).ToList();
            var mean = values.Sum() / values.Count;
            var squares = values.Sum(value => (value - mean) * (value - mean));
            summary.Add(name, (mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1)) : 0));
        }

        return summary;
    }
}
