namespace Feedforward.Kernels;

/// <summary>Work that is cut into numbered parts which may run at the same time, in any order.</summary>
internal interface IParallelWork
{
    /// <summary>Does one part.</summary>
    void Execute(int part);
}

/// <summary>
/// The worker threads of the process. Callers cut their work into parts; the calling thread and idle workers take
/// parts until none is left. Nothing that is computed may depend on who takes which part.
/// </summary>
/// <remarks>
/// A worker watches for new work for a short while and then sleeps. When the team serves another caller already, or
/// this caller is inside a part, the caller does all parts itself. The number of the run, the number of parts and the
/// next part share one word, so a part is claimed by one compare-and-swap and a late worker can never claim a part of
/// a finished run.
/// </remarks>
internal static unsafe class Team
{
    private const int MaxParts = 0xFFFF;
    private const int SpinsBeforeSleep = 2000;

    private static readonly Lock s_caller = new();
    private static readonly List<Worker> s_workers = [];
    private static int s_allowed;
    private static long s_state;
    private static int s_completed;
    private static void* s_work;
    private static delegate*<void*, int, void> s_execute;

    /// <summary>The number of threads meant by a requested number: 0 stands for all processors.</summary>
    public static int ThreadsFor(int requested) => requested > 0 ? requested : Environment.ProcessorCount;

    /// <summary>Does parts 0 to <paramref name="parts"/> − 1 with at most <paramref name="threads"/> threads and returns when all are done.</summary>
    public static void Run<TWork>(int parts, int threads, ref TWork work)
        where TWork : unmanaged, IParallelWork
    {
        if (parts <= 1 || threads <= 1 || parts > MaxParts || s_caller.IsHeldByCurrentThread || !s_caller.TryEnter())
        {
            for (var part = 0; part < parts; part++)
            {
                work.Execute(part);
            }

            return;
        }

        try
        {
            fixed (TWork* address = &work)
            {
                RunTogether(parts, Math.Min(threads, parts), address, &Execute<TWork>);
            }
        }
        finally
        {
            s_caller.Exit();
        }
    }

    private static void Execute<TWork>(void* work, int part)
        where TWork : unmanaged, IParallelWork => ((TWork*)work)->Execute(part);

    private static void RunTogether(int parts, int threads, void* work, delegate*<void*, int, void> execute)
    {
        while (s_workers.Count < threads - 1)
        {
            s_workers.Add(new Worker(s_workers.Count));
        }

        s_work = work;
        s_execute = execute;
        s_completed = 0;
        s_allowed = threads - 1;
        var run = (s_state >> 32) + 1;
        Interlocked.Exchange(ref s_state, (run << 32) | ((long)parts << 16));
        for (var i = 0; i < threads - 1; i++)
        {
            s_workers[i].Wake();
        }

        try
        {
            while (TryClaim(out var part))
            {
                try
                {
                    execute(work, part);
                }
                finally
                {
                    Interlocked.Increment(ref s_completed);
                }
            }
        }
        finally
        {
            // The workers read the work through a pointer into the caller's frame, so it is left only when they are done.
            var wait = default(SpinWait);
            while (Volatile.Read(ref s_completed) < parts)
            {
                // A part that another thread has begun is nearly done, unless the system took its processor away.
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    private static bool TryClaim(out int part)
    {
        var state = Volatile.Read(ref s_state);
        while (true)
        {
            part = (int)(state & 0xFFFF);
            if (part >= (int)((state >> 16) & 0xFFFF))
            {
                return false;
            }

            var seen = Interlocked.CompareExchange(ref s_state, state + 1, state);
            if (seen == state)
            {
                return true;
            }

            state = seen;
        }
    }

    /// <summary>A thread that takes parts. Workers beyond the number that a run allows sleep through it.</summary>
    private sealed class Worker
    {
        private readonly SemaphoreSlim _wake = new(0);
        private readonly int _index;
        private int _asleep;

        public Worker(int index)
        {
            _index = index;
            new Thread(Work) { IsBackground = true, Name = "Feedforward worker" }.Start();
        }

        public void Wake()
        {
            if (Volatile.Read(ref _asleep) == 1 && Interlocked.Exchange(ref _asleep, 0) == 1)
            {
                _wake.Release();
            }
        }

        private void Work()
        {
            var spins = 0;
            while (true)
            {
                if (IsAllowed && TryClaim(out var part))
                {
                    s_execute(s_work, part);
                    Interlocked.Increment(ref s_completed);
                    spins = 0;
                }
                else if (IsAllowed && spins < SpinsBeforeSleep)
                {
                    spins++;
                    Thread.SpinWait(10);
                }
                else
                {
                    Sleep();
                    spins = 0;
                }
            }
        }

        private bool IsAllowed => _index < Volatile.Read(ref s_allowed);

        /// <summary>Announces the sleep first and looks once more, so that work published in between is not missed.</summary>
        private void Sleep()
        {
            Interlocked.Exchange(ref _asleep, 1);
            var state = Volatile.Read(ref s_state);
            var hasWork = IsAllowed && (state & 0xFFFF) < ((state >> 16) & 0xFFFF);
            if (!hasWork || Interlocked.Exchange(ref _asleep, 0) == 0)
            {
                _wake.Wait();
            }
        }
    }
}
