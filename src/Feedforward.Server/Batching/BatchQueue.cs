using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>
/// Gathers the rows of concurrent requests for one model into batches. A request that finds the model idle is computed at once,
/// on its own thread; while a batch is being computed, requests gather and become the next one. So batches grow with the load and
/// nobody waits for a batch to fill, unless a time to wait is given.
/// </summary>
/// <remarks>
/// As many batches as half the processors are computed at the same time: the other half reads and answers requests, without which
/// nothing would gather. A request of a whole batch's rows gains nothing from company and is computed on its own thread.
/// </remarks>
internal sealed class BatchQueue : IThreadPoolWorkItem, IDisposable
{
    private readonly TabularModel _model;
    private readonly int _mostRows;
    private readonly TimeSpan _wait;
    private readonly TimeProvider _time;
    private readonly Action<int> _computed;
    private readonly int _lanes = Math.Max(1, Environment.ProcessorCount / 2);
    private readonly Lock _lock = new();
    private readonly Queue<PendingRows> _waiting = [];
    private readonly ITimer? _timer;
    private int _waitingRows;
    private int _running;
    private bool _gathering;

    /// <summary>An empty queue.</summary>
    /// <param name="model">Predicts.</param>
    /// <param name="options">The size of a batch and the time to wait for it to fill.</param>
    /// <param name="computed">Told the number of rows of each batch.</param>
    public BatchQueue(TabularModel model, ServerOptions options, Action<int> computed)
    {
        (_model, _mostRows, _wait, _time, _computed) = (model, options.MaximumBatch, options.MaximumWait, options.Time, computed);
        if (_wait > TimeSpan.Zero)
        {
            _timer = _time.CreateTimer(static queue => ((BatchQueue)queue!).StopGathering(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Predicts rows, alone or with others.</summary>
    /// <param name="features">The network's inputs.</param>
    /// <param name="deadline">When they are no longer wanted.</param>
    public ValueTask<PredictedRows> PredictAsync(Matrix<float> features, long deadline)
    {
        if (features.Rows >= _mostRows)
        {
            return ValueTask.FromResult(Compute(features));
        }

        PendingRows pending;
        lock (_lock)
        {
            if (_running < _lanes && _waiting.Count == 0 && _timer is null)
            {
                _running++;
                pending = null!;
            }
            else
            {
                pending = new PendingRows(features, deadline);
                _waiting.Enqueue(pending);
                _waitingRows += features.Rows;
                Gather();
            }
        }

        if (pending is not null)
        {
            return new ValueTask<PredictedRows>(pending.Done);
        }

        try
        {
            return ValueTask.FromResult(Compute(features));
        }
        finally
        {
            GoOn();
        }
    }

    /// <summary>Computes one batch of those that wait.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var batch = TakeBatch();
        try
        {
            if (batch.Count > 0)
            {
                Compute(batch);
            }
        }
        catch (Exception fault)
        {
            // The requests report it; this thread belongs to nobody who could.
            foreach (var pending in batch)
            {
                pending.Fail(fault);
            }
        }
        finally
        {
            GoOn();
        }
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Begins a batch or the time in which it may fill; within the lock.</summary>
    private void Gather()
    {
        if (_running >= _lanes || _gathering && _waitingRows < _mostRows)
        {
            return;
        }

        if (_timer is null || _waitingRows >= _mostRows)
        {
            _running++;
            _gathering = false;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _gathering = true;
            _timer.Change(_wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void StopGathering()
    {
        lock (_lock)
        {
            if (_gathering && _waiting.Count > 0 && _running < _lanes)
            {
                _running++;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            _gathering = false;
        }
    }

    /// <summary>What waited meanwhile has waited enough and is the next batch.</summary>
    private void GoOn()
    {
        lock (_lock)
        {
            if (_waiting.Count > 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
            else
            {
                _running--;
            }
        }
    }

    private List<PendingRows> TakeBatch()
    {
        var batch = new List<PendingRows>();
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            for (var rows = 0; _waiting.TryPeek(out var next) && (rows == 0 || rows + next.Features.Rows <= _mostRows);)
            {
                _waiting.Dequeue();
                _waitingRows -= next.Features.Rows;
                if (next.Deadline < now)
                {
                    next.Complete(default);
                }
                else
                {
                    rows += next.Features.Rows;
                    batch.Add(next);
                }
            }
        }

        return batch;
    }

    private void Compute(List<PendingRows> batch)
    {
        if (batch is [var only])
        {
            only.Complete(Compute(only.Features));
            return;
        }

        var features = new Matrix<float>(batch.Sum(pending => pending.Features.Rows), _model.Network.Inputs);
        var start = 0;
        foreach (var pending in batch)
        {
            pending.Features.Span.CopyTo(features.Slice(start, pending.Features.Rows).Span);
            start += pending.Features.Rows;
        }

        var predictions = Compute(features).All;
        start = 0;
        foreach (var pending in batch)
        {
            pending.Complete(new PredictedRows(predictions, start, pending.Features.Rows));
            start += pending.Features.Rows;
        }
    }

    private PredictedRows Compute(Matrix<float> features)
    {
        _computed(features.Rows);
        return new PredictedRows(_model.PredictEncoded(features), 0, features.Rows);
    }
}
