using System.Runtime.CompilerServices;

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
/// Each thread begins with its own share of consecutive parts, so that work which is cut alike again and again finds
/// its numbers in the same core's cache, and then takes what is left of the others' shares. A share is one word: the
/// number of the run, the end of the share and its next part, so a part is claimed by one compare-and-swap and a late
/// worker can never claim a part of a finished run. A worker watches for new work for a short while and then sleeps.
/// When the team serves another caller already, or this caller is inside a part, the caller does all parts itself.
/// </remarks>
internal static unsafe class Team
{
    private const int MaxParts = 0xFFFF;
    private const int SpinsBeforeSleep = 10_000;
    private const int SpinsBeforeYield = 2_000;

    // Words that different threads write lie on cache lines of their own (pairs of lines are fetched together).
    private const int WordsApart = 16;

    private static readonly Lock s_caller = new();
    private static readonly List<Worker> s_workers = [];
    private static long[] s_words = new long[2 * WordsApart];
    private static int s_allowed;
    private static int s_run;
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTogether(int parts, int threads, void* work, delegate*<void*, int, void> execute)
    {
        while (s_workers.Count < threads - 1)
        {
            s_words = new long[(threads + 1) * WordsApart];
            s_workers.Add(new Worker(s_workers.Count + 1));
        }

        s_work = work;
        s_execute = execute;
        s_run++;
        Volatile.Write(ref Completed, 0);
        for (var thread = 0; thread < threads; thread++)
        {
            var first = (long)thread * parts / threads;
            var end = ((long)thread + 1) * parts / threads;
            Volatile.Write(ref ShareOf(thread), ((long)s_run << 32) | (end << 16) | first);
        }

        Interlocked.Exchange(ref s_allowed, threads);
        for (var i = 0; i < threads - 1; i++)
        {
            s_workers[i].Wake();
        }

        try
        {
            TakeParts(0, threads);
        }
        finally
        {
            // The workers read the work through a pointer into the caller's frame, so it is left only when they are done.
            // A part that another thread has begun is nearly done, unless the system took its processor away.
            for (var spins = 0; Volatile.Read(ref Completed) < parts; spins++)
            {
                if (spins < SpinsBeforeYield)
                {
                    Thread.SpinWait(1);
                }
                else
                {
                    Thread.Yield();
                }
            }
        }
    }

    /// <summary>How many parts of this run are done.</summary>
    private static ref long Completed => ref s_words[0];

    /// <summary>The share of a thread, the caller being thread 0.</summary>
    private static ref long ShareOf(int thread) => ref s_words[(thread + 1) * WordsApart];

    /// <summary>Does the parts of a thread's own share, then those that are left of the others'; tells whether there was one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TakeParts(int thread, int threads)
    {
        var any = false;
        for (var i = 0; i < threads; i++)
        {
            var owner = thread + i < threads ? thread + i : thread + i - threads;
            while (TryClaim(ref ShareOf(owner), out var part))
            {
                any = true;
                try
                {
                    s_execute(s_work, part);
                }
                finally
                {
                    Interlocked.Increment(ref Completed);
                }
            }
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryClaim(ref long share, out int part)
    {
        var seen = Volatile.Read(ref share);
        while (true)
        {
            part = (int)(seen & 0xFFFF);
            if (part >= (int)((seen >> 16) & 0xFFFF))
            {
                return false;
            }

            var before = Interlocked.CompareExchange(ref share, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Work()
        {
            var spins = 0;
            while (true)
            {
                var allowed = Volatile.Read(ref s_allowed);
                if (_index < allowed && TakeParts(_index, allowed))
                {
                    spins = 0;
                }
                else if (_index < allowed && spins < SpinsBeforeSleep)
                {
                    spins++;
                    Thread.SpinWait(1);
                }
                else
                {
                    Sleep();
                    spins = 0;
                }
            }
        }

        /// <summary>Announces the sleep first and looks once more, so that work published in between is not missed.</summary>
        private void Sleep()
        {
            Interlocked.Exchange(ref _asleep, 1);
            if (!HasWork() || Interlocked.Exchange(ref _asleep, 0) == 0)
            {
                _wake.Wait();
            }
        }

        private bool HasWork()
        {
            var allowed = Volatile.Read(ref s_allowed);
            for (var thread = 0; _index < allowed && thread < allowed; thread++)
            {
                var share = Volatile.Read(ref ShareOf(thread));
                if ((share & 0xFFFF) < ((share >> 16) & 0xFFFF))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
