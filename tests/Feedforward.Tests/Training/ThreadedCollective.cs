using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>Ranks that are threads of this process, in place of processes.</summary>
internal sealed class ThreadedCollective(ThreadedCollective.Meeting meeting, int rank) : Collective
{
    private readonly List<(int Shards, Memory<float>[] Partials, Memory<float> Total)> _begun = [];

    /// <inheritdoc/>
    public override int Rank => rank;

    /// <inheritdoc/>
    public override int Size => meeting.Size;

    /// <summary>The same work on every rank, each on a thread of its own; the results in the order of the ranks.</summary>
    public static T[] Run<T>(int size, Func<Collective, T> work)
    {
        var meeting = new Meeting(size);
        var results = new T[size];
        var faults = new Exception?[size];
        var threads = Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = work(new ThreadedCollective(meeting, rank));
            }
            catch (Exception fault)
            {
                faults[rank] = fault;
                meeting.Leave();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return faults.FirstOrDefault(fault => fault is not null) is { } first ? throw new AggregateException(first) : results;
    }

    /// <inheritdoc/>
    public override void BeginSum(ReadOnlySpan<Memory<float>> partials, int shards, Memory<float> total) =>
        _begun.Add((shards, partials.ToArray(), total));

    /// <inheritdoc/>
    public override void CompleteSums()
    {
        foreach (var (shards, partials, total) in _begun)
        {
            var everybody = meeting.Exchange(rank, partials.Select(partial => partial.ToArray()).ToArray());
            var all = new List<(int, int, Memory<float>)>();
            for (var other = 0; other < Size; other++)
            {
                var (first, end) = ShardTree.ShardsOf(shards, other, Size);
                var theirs = (float[][])everybody[other];
                all.AddRange(ShardTree.PartialsOf(first, end).Select((node, i) => (node.First, node.Count, (Memory<float>)theirs[i].ToArray())));
            }

            ShardTree.Add(all.ToArray()).CopyTo(total);
        }

        _begun.Clear();
    }

    /// <inheritdoc/>
    public override void Share(Span<double> values)
    {
        var everybody = meeting.Exchange(rank, values.ToArray());
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = everybody.Sum(theirs => ((double[])theirs)[i]);
        }
    }

    /// <inheritdoc/>
    public override void Gather(Memory<float> values, ReadOnlySpan<int> starts)
    {
        var limits = starts.ToArray();
        var everybody = meeting.Exchange(rank, values.ToArray());
        for (var other = 0; other < Size; other++)
        {
            ((float[])everybody[other]).AsSpan(limits[other]..limits[other + 1]).CopyTo(values.Span[limits[other]..]);
        }
    }

    /// <inheritdoc/>
    public override void Broadcast(Memory<byte> values, int root) =>
        ((byte[])meeting.Exchange(rank, values.ToArray())[root]).CopyTo(values);

    /// <inheritdoc/>
    public override void Barrier() => meeting.Exchange(rank, rank);

    /// <inheritdoc/>
    public override void Abort(string message) => throw new InvalidOperationException(message);

    /// <summary>Where the ranks show each other what they have.</summary>
    internal sealed class Meeting(int size)
    {
        private readonly object[] _brought = new object[size];
        private readonly Barrier _barrier = new(size);

        public int Size => size;

        public object[] Exchange(int rank, object brought)
        {
            _brought[rank] = brought;
            _barrier.SignalAndWait();
            object[] seen = [.. _brought];
            _barrier.SignalAndWait();
            return seen;
        }

        public void Leave() => _barrier.RemoveParticipant();
    }
}
