using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Feedforward.Studio;

/// <summary>
/// The one thread that touches a run's training: it does what it is asked, in order, and steps on between two requests for as long as there is
/// something to do.
/// </summary>
internal sealed class RunThread : IDisposable
{
    private readonly BlockingCollection<Action> _asked = [];
    private readonly Func<bool> _step;
    private readonly Thread _thread;
    private TimeSpan _rest;

    /// <summary>Begins.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="step">Does the next thing there is to do without being asked; returns whether there was one.</param>
    public RunThread(string name, Func<bool> step)
    {
        _step = step;
        _thread = new Thread(Work) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Waits before the next step, unless something is asked meanwhile.</summary>
    public void Rest(TimeSpan time) => _rest = time;

    /// <summary>Has something done between two steps, and waits for what comes out.</summary>
    /// <exception cref="NotThereException">The run is gone.</exception>
    public T Ask<T>(Func<T> work)
    {
        if (Thread.CurrentThread == _thread)
        {
            return work();
        }

        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _asked.Add(() =>
            {
                try
                {
                    answer.SetResult(work());
                }
                catch (Exception fault)
                {
                    answer.SetException(fault);
                }
            });
        }
        catch (InvalidOperationException fault)
        {
            throw new NotThereException($"The run has ended: {fault.Message}");
        }

        try
        {
            return answer.Task.Result;
        }
        catch (AggregateException fault)
        {
            ExceptionDispatchInfo.Throw(fault.InnerException!);
            throw;
        }
    }

    /// <summary>Does what was asked so far and ends.</summary>
    public void Dispose()
    {
        _asked.CompleteAdding();
        _thread.Join();
    }

    private void Work()
    {
        while (!_asked.IsCompleted)
        {
            // Even a step that comes at once leaves room for a request before it.
            if (_asked.TryTake(out var work, Remaining()))
            {
                work();
            }
            else if (!_asked.IsAddingCompleted && !_step() && TryWait(out var next))
            {
                next();
            }
        }
    }

    private int Remaining()
    {
        var rest = _rest;
        _rest = TimeSpan.Zero;
        return (int)rest.TotalMilliseconds;
    }

    private bool TryWait(out Action work)
    {
        try
        {
            work = _asked.Take();
            return true;
        }
        catch (InvalidOperationException)
        {
            // No more is asked.
            work = static () => { };
            return false;
        }
    }
}
