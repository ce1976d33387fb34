using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

/// <summary>The tests of the team run alone: it serves one caller at a time, and one it does not serve works by itself.</summary>
[CollectionDefinition(nameof(TeamTests), DisableParallelization = true)]
public sealed class TeamTestsAlone;

[Collection(nameof(TeamTests))]
public sealed unsafe class TeamTests
{
    [Fact]
    public void Every_part_is_done_exactly_once()
    {
        var counts = stackalloc int[300];
        for (var round = 1; round <= 20_000; round++)
        {
            var parts = 1 + (round * 7919 % 300);
            new Span<int>(counts, 300).Clear();
            var work = new Count { Counts = counts };
            Team.Run(parts, 1 + (round % 8), ref work);
            for (var part = 0; part < 300; part++)
            {
                if (counts[part] != (part < parts ? 1 : 0))
                {
                    Assert.Fail($"In round {round} part {part} of {parts} was done {counts[part]} times.");
                }
            }
        }
    }

    [Fact]
    public void Many_callers_at_once_each_get_all_their_parts()
    {
        var failures = 0;
        var callers = new Thread[6];
        for (var c = 0; c < callers.Length; c++)
        {
            callers[c] = new Thread(() =>
            {
                var counts = stackalloc int[40];
                for (var round = 1; round <= 2000; round++)
                {
                    new Span<int>(counts, 40).Clear();
                    var work = new Count { Counts = counts };
                    Team.Run(40, 4, ref work);
                    if (new Span<int>(counts, 40).ContainsAnyExcept(1))
                    {
                        Interlocked.Increment(ref failures);
                    }
                }
            });
            callers[c].Start();
        }

        foreach (var caller in callers)
        {
            caller.Join();
        }

        Assert.Equal(0, failures);
    }

    [Fact]
    public void More_parts_than_the_counter_holds_are_done_too()
    {
        const int Parts = 70_000;
        var counts = new int[Parts];
        fixed (int* p = counts)
        {
            var work = new Count { Counts = p };
            Team.Run(Parts, 4, ref work);
        }

        Assert.All(counts, c => Assert.Equal(1, c));
    }

    [Fact]
    public void Work_inside_work_is_done_exactly_once()
    {
        var counts = stackalloc int[8 * 50];
        for (var round = 0; round < 500; round++)
        {
            new Span<int>(counts, 8 * 50).Clear();
            var work = new Nested { Counts = counts };
            Team.Run(8, 4, ref work);
            Assert.False(new Span<int>(counts, 8 * 50).ContainsAnyExcept(1));
        }
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(1, 1)]
    public void A_requested_number_of_threads_is_taken(int requested, int expected) =>
        Assert.Equal(expected, Team.ThreadsFor(requested));

    [Fact]
    public void Zero_threads_means_all_processors() => Assert.Equal(Environment.ProcessorCount, Team.ThreadsFor(0));

    private struct Count : IParallelWork
    {
        public int* Counts;

        public readonly void Execute(int part) => Interlocked.Increment(ref Counts[part]);
    }

    private struct Nested : IParallelWork
    {
        public int* Counts;

        public readonly void Execute(int part)
        {
            var inner = new Count { Counts = Counts + (part * 50) };
            Team.Run(50, 4, ref inner);
        }
    }

    /// <summary>A part that fails on the caller's thread does not leave workers with a pointer into a frame that is gone.</summary>
    [Fact]
    public void A_fault_is_thrown_only_when_every_part_is_over()
    {
        var faults = 0;
        for (var round = 0; round < 2000; round++)
        {
            var counts = new int[64];
            fixed (int* p = counts)
            {
                var work = new Failing { Counts = p, Caller = Environment.CurrentManagedThreadId };
                try
                {
                    Team.Run(64, 3, ref work);
                }
                catch (InvalidOperationException)
                {
                    faults++;
                }

                Assert.All(counts, c => Assert.Equal(1, c));
            }
        }

        Assert.InRange(faults, 1, 2000);
    }

    private struct Failing : IParallelWork
    {
        public int* Counts;
        public int Caller;

        public readonly void Execute(int part)
        {
            Interlocked.Increment(ref Counts[part]);
            if (Environment.CurrentManagedThreadId == Caller)
            {
                throw new InvalidOperationException();
            }
        }
    }
}
