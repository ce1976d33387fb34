namespace Feedforward.Benchmarks.Contract;

/// <summary>A thread that watches for work all the time: the cheapest way to have something done beside the calling thread.</summary>
internal sealed class SecondThread : IDisposable
{
    private readonly Action _work;
    private readonly Thread _thread;
    private int _asked;
    private int _done;
    private bool _isOver;

    public SecondThread(Action work)
    {
        _work = work;
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Does one work here and the thread's work there; returns when both are done.</summary>
    public void Beside(Action work)
    {
        Volatile.Write(ref _asked, _asked + 1);
        work();
        while (Volatile.Read(ref _done) != _asked)
        {
            Thread.SpinWait(1);
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        _thread.Join();
    }

    private void Watch()
    {
        while (!Volatile.Read(ref _isOver))
        {
            if (Volatile.Read(ref _asked) == _done)
            {
                Thread.SpinWait(1);
                continue;
            }

            _work();
            Volatile.Write(ref _done, _done + 1);
        }
    }
}
