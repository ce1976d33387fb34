using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Feedforward.Mpi.Native;
using Feedforward.Training;

namespace Feedforward.Mpi;

/// <summary>
/// One sum under way, along <see cref="ShardTree"/>. Where the number of ranks P is a power of two, rank r meets r⊕1, r⊕2, r⊕4, …:
/// they hold the two halves of one node of the tree, so the meetings are its levels. Long sums are halved at each meeting and put together
/// again on the way back (Rabenseifner 2004), so a rank sends 2(1 − 1/P) of the sum's length; short ones travel whole. With another P
/// each rank adds one P-th of the sum for all.
/// </summary>
internal sealed class TreeSum(MpiLibrary library, int rank, int ranks)
{
    /// <summary>Below this, a message takes no longer than half of it.</summary>
    private const int WorthHalving = 4096;

    private readonly List<nint> _requests = [];
    private readonly List<MemoryHandle> _pins = [];
    private readonly List<(int Start, int End)> _halves = [];
    private float[] _received = [];
    private Memory<float>[] _partials = [];
    private int _count;
    private Memory<float> _total;
    private nint _at;
    private int _shards;
    private int _tag;
    private int _distance;
    private bool _isGathering;
    private bool _isMeeting;

    /// <summary>Begins to add the partial sums of all ranks into <paramref name="total"/>.</summary>
    public void Begin(ReadOnlySpan<Memory<float>> partials, int shards, Memory<float> total, int tag)
    {
        (_shards, _total, _tag, _distance, _isGathering, _count) = (shards, total, tag, 1, false, partials.Length);
        _isMeeting = BitOperations.IsPow2(ranks);
        _halves.Clear();
        _at = Pin(total);
        if (_isMeeting)
        {
            if (!partials[0].Equals(total))
            {
                partials[0].CopyTo(total);
            }

            _halves.Add((0, total.Length));
            Take(total.Length);
            Meet();
        }
        else
        {
            // The total may be the memory of a partial sum, so each is kept until all have been read.
            if (_partials.Length < partials.Length)
            {
                _partials = new Memory<float>[partials.Length];
            }

            partials.CopyTo(_partials);
            SendSlices();
        }
    }

    /// <summary>Goes on as far as messages have come; whether the sum is there.</summary>
    public bool Advance()
    {
        while (AreDone())
        {
            if (_isMeeting ? !AfterMeeting() : !AfterSlices())
            {
                foreach (var pin in _pins)
                {
                    pin.Dispose();
                }

                _pins.Clear();
                return true;
            }
        }

        return false;
    }

    private (int Start, int End) Mine => _halves[^1];

    /// <summary>Exchanges with the rank that holds the other half of the node.</summary>
    private void Meet()
    {
        if (_distance >= ranks)
        {
            return;
        }

        var other = rank ^ _distance;
        var (start, end) = Mine;
        if (end - start < WorthHalving)
        {
            Receive(Received(start), end - start, other);
            Send(_at + (start * sizeof(float)), end - start, other);
            return;
        }

        var middle = start + ((end - start) / 2);
        var (mine, theirs) = (rank & _distance) == 0 ? ((start, middle), (middle, end)) : ((middle, end), (start, middle));
        _halves.Add(mine);
        Receive(Received(mine.Item1), mine.Item2 - mine.Item1, other);
        Send(_at + (theirs.Item1 * sizeof(float)), theirs.Item2 - theirs.Item1, other);
    }

    /// <summary>What follows an exchange; whether there is more to wait for.</summary>
    private bool AfterMeeting()
    {
        if (!_isGathering && _distance < ranks)
        {
            var (start, end) = Mine;
            var own = _total[start..end];
            ReadOnlySpan<(int, int, Memory<float>)> halves = [(0, 1, own), (1, 1, _received.AsMemory(start, end - start))];
            _ = ShardTree.Add(halves);
            _distance *= 2;
            if (_distance < ranks)
            {
                Meet();
                return true;
            }

            _isGathering = true;
        }

        // The way back: the rank of each meeting at which the sum was halved has the other half.
        if (_halves.Count < 2)
        {
            return false;
        }

        var part = Mine;
        _halves.RemoveAt(_halves.Count - 1);
        var whole = Mine;
        var partner = rank ^ (1 << (_halves.Count - 1));
        var rest = part.Start == whole.Start ? (Start: part.End, whole.End) : (whole.Start, End: part.Start);
        Receive(_at + (rest.Start * sizeof(float)), rest.End - rest.Start, partner);
        Send(_at + (part.Start * sizeof(float)), part.End - part.Start, partner);
        return true;
    }

    /// <summary>Any number of ranks: each gets its slice of every partial sum there is.</summary>
    private void SendSlices()
    {
        var (start, end) = Slice(rank);
        var all = 0;
        for (var other = 0; other < ranks; other++)
        {
            all += PartialsOf(other).Count;
        }

        Take(all * (end - start));
        var place = 0;
        for (var other = 0; other < ranks; other++)
        {
            foreach (var _ in PartialsOf(other))
            {
                if (other != rank)
                {
                    Receive(Received(place), end - start, other);
                }

                place += end - start;
            }
        }

        for (var i = 0; i < _count; i++)
        {
            var at = _partials[i].Equals(_total) ? _at : Pin(_partials[i]);
            for (var other = 0; other < ranks; other++)
            {
                var (first, last) = Slice(other);
                if (other != rank)
                {
                    Send(at + (first * sizeof(float)), last - first, other);
                }
            }
        }
    }

    private bool AfterSlices()
    {
        if (_isGathering)
        {
            return false;
        }

        _isGathering = true;
        var (start, end) = Slice(rank);
        var nodes = new List<(int, int, Memory<float>)>();
        var place = 0;
        for (var other = 0; other < ranks; other++)
        {
            var own = 0;
            foreach (var (first, count) in PartialsOf(other))
            {
                var sum = _received.AsMemory(place, end - start);
                if (other == rank)
                {
                    _partials[own++][start..end].CopyTo(sum);
                }

                nodes.Add((first, count, sum));
                place += end - start;
            }
        }

        ShardTree.Add(nodes.ToArray()).CopyTo(_total[start..end]);
        for (var other = 0; other < ranks; other++)
        {
            if (other != rank)
            {
                var (first, last) = Slice(other);
                Receive(_at + (first * sizeof(float)), last - first, other);
                Send(_at + (start * sizeof(float)), end - start, other);
            }
        }

        return true;
    }

    private IReadOnlyList<(int First, int Count)> PartialsOf(int other)
    {
        var (first, end) = ShardTree.ShardsOf(_shards, other, ranks);
        return ShardTree.PartialsOf(first, end);
    }

    private (int Start, int End) Slice(int other) =>
        ((int)((long)other * _total.Length / ranks), (int)((other + 1L) * _total.Length / ranks));

    private void Take(int length)
    {
        if (_received.Length < length)
        {
            _received = GC.AllocateUninitializedArray<float>(length, pinned: true);
        }
    }

    private nint Received(int index) => Marshal.UnsafeAddrOfPinnedArrayElement(_received, index);

    private nint Pin(Memory<float> memory)
    {
        var pin = memory.Pin();
        _pins.Add(pin);
        return MpiLibrary.AddressOf(pin);
    }

    private void Send(nint at, int count, int to)
    {
        nint request = 0;
        library.Send(at, count, to, _tag, new Span<nint>(ref request));
        _requests.Add(request);
    }

    private void Receive(nint at, int count, int from)
    {
        nint request = 0;
        library.Receive(at, count, from, _tag, new Span<nint>(ref request));
        _requests.Add(request);
    }

    private bool AreDone()
    {
        for (var i = _requests.Count - 1; i >= 0; i--)
        {
            if (library.Test(CollectionsMarshal.AsSpan(_requests).Slice(i, 1)))
            {
                _requests.RemoveAt(i);
            }
        }

        return _requests.Count == 0;
    }
}
