using Feedforward.Randomness;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// Examples of blocks in an order that is drawn on two levels: the blocks are put in random order and cut into windows, each of
/// consecutive blocks that together have enough rows and are enough in number; the rows of a window are put in random order. While
/// a window is learned from the next is read, so that two are in memory.
/// </summary>
/// <remarks>
/// An example of one block meets in a minibatch only examples of the blocks of its window, which are others in each epoch. The order
/// is a function of the seed and the epoch: neither of threads, nor of how many examples are taken at a time. A shard has
/// consecutive examples of a random order of the blocks, which is that of all epochs, and shuffles them in the same way, in windows that are as many
/// times smaller as there are shards.
/// </remarks>
internal sealed class ShuffledBlocks : ExampleStream, IDisposable
{
    /// <summary>The sequences from 1 on belong to the epochs.</summary>
    private const uint OfShards = 0;

    /// <summary>Permutations take the numbers below; those from here on are seeds, of windows and of shards.</summary>
    private const long FirstSeed = 1L << 31;

    private readonly ExampleBlocks _blocks;
    private readonly ulong _seed;
    private readonly int _threads;
    private readonly int _windowRows;
    private readonly int _windowBlocks;
    private IReadOnlyList<ShuffleWindow> _windows = [];
    private int _epoch;
    private int _index;
    private int _taken;
    private WindowBuffer? _current;
    private WindowBuffer? _spare;
    private (int Epoch, int Index) _nextPlace;
    private Task<WindowBuffer>? _next;
    private readonly TimeProvider _clock;
    private readonly List<ShuffledBlocks> _ofShards = [];
    private readonly SemaphoreSlim? _readers;
    private TimeSpan _waited;
    private long _readTicks;

    /// <param name="blocks">The examples; they stay the caller's to dispose.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">The most threads that read blocks at the same time; 0 for all processors.</param>
    /// <param name="windowRows">How many examples a window has at least; the last may have fewer.</param>
    /// <param name="windowBlocks">How many blocks a window has at least; the last may have fewer.</param>
    /// <param name="clock">What tells how long reading takes; null for the system's.</param>
    public ShuffledBlocks(ExampleBlocks blocks, ulong seed, int threads = 0, int windowRows = 1 << 16, int windowBlocks = 16, TimeProvider? clock = null)
        : this(blocks, seed, threads, windowRows, windowBlocks, clock ?? TimeProvider.System, null)
    {
    }

    private ShuffledBlocks(ExampleBlocks blocks, ulong seed, int threads, int windowRows, int windowBlocks, TimeProvider clock, SemaphoreSlim? readers)
    {
        (_clock, _readers) = (clock, readers);
        (_blocks, _seed, _threads, _windowRows, _windowBlocks) = (blocks, seed, threads, windowRows, windowBlocks);
        Count = blocks.Counts.Sum(count => (long)count);
    }

    /// <inheritdoc/>
    public override int Features => _blocks.Features;

    /// <inheritdoc/>
    public override int TargetColumns => _blocks.TargetColumns;

    /// <inheritdoc/>
    public override long Count { get; }

    /// <inheritdoc/>
    public override bool HasWeights => _blocks.HasWeights;

    /// <summary>How long the examples were waited for.</summary>
    public TimeSpan Waited => _ofShards.Aggregate(_waited, (all, shard) => all + shard.Waited);

    /// <summary>How long all readers together took to read blocks, in ticks of the clock.</summary>
    public long ReadTicks => Interlocked.Read(ref _readTicks) + _ofShards.Sum(shard => shard.ReadTicks);

    /// <inheritdoc/>
    public override void Begin(int epoch, long firstExample)
    {
        (_epoch, _index) = (epoch, 0);
        _windows = WindowsOf(epoch);
        (_spare, _current) = (_current ?? _spare, null);
        for (; _index < _windows.Count && firstExample >= _windows[_index].Rows; _index++)
        {
            firstExample -= _windows[_index].Rows;
        }

        _taken = (int)firstExample;
    }

    /// <inheritdoc/>
    public override int Next(Matrix<float> inputs, Matrix<float> targets, Span<float> weights)
    {
        var given = 0;
        while (given < inputs.Rows && _index < _windows.Count)
        {
            _current ??= Take();
            for (; given < inputs.Rows && _taken < _current.Rows; given++)
            {
                _current.CopyTo(_taken++, inputs.Row(given), targets.Row(given), weights.IsEmpty ? default : weights.Slice(given, 1));
            }

            if (_taken == _current.Rows)
            {
                (_spare, _current, _taken) = (_current, null, 0);
                _index++;
            }
        }

        return given;
    }

    /// <inheritdoc/>
    public override ExampleStream OfShard(int shard, IReadOnlyList<long> examples)
    {
        // Examples that no shard takes in an epoch, since the last minibatch is left out, are shared out too, so that another epoch has them.
        var spare = Count - examples.Sum();
        long Start(int of) => examples.Take(of).Sum() + (spare * of / examples.Count);

        // The shards of a process read at the same time, and together no more blocks than one stream would.
        var readers = _ofShards.Count > 0 ? _ofShards[0]._readers : new SemaphoreSlim(_threads > 0 ? _threads : Environment.ProcessorCount);
        var random = new RandomStream(_seed, RandomPurpose.Batches, OfShards);
        var stream = new ShuffledBlocks(
            new ConsecutiveExamples(_blocks, random.Permutation(_blocks.Counts.Count), Start(shard), Start(shard + 1)),
            random.Bits(FirstSeed + shard),
            _threads,
            Math.Max(1, _windowRows / examples.Count),
            Math.Max(1, _windowBlocks / examples.Count),
            _clock,
            readers);
        _ofShards.Add(stream);
        return stream;
    }

    /// <summary>Waits for what is being read.</summary>
    public void Dispose()
    {
        Abandon();
        _ofShards.ForEach(shard => shard.Dispose());
    }

    private WindowBuffer Take()
    {
        WindowBuffer taken;
        var began = _clock.GetTimestamp();
        if (_next is { } next && _nextPlace == (_epoch, _index))
        {
            _next = null;
            taken = next.GetAwaiter().GetResult();
        }
        else
        {
            Abandon();
            taken = Filled(_windows[_index]);
        }

        _waited += _clock.GetElapsedTime(began);

        var follows = _index + 1 < _windows.Count ? _windows[_index + 1] : WindowsOf(_epoch + 1)[0];
        _nextPlace = _index + 1 < _windows.Count ? (_epoch, _index + 1) : (_epoch + 1, 0);
        _next = Task.Run(() => Filled(follows));
        return taken;
    }

    private WindowBuffer Filled(ShuffleWindow window)
    {
        var buffer = Interlocked.Exchange(ref _spare, null) ?? new WindowBuffer();
        Interlocked.Add(ref _readTicks, buffer.Fill(window, _blocks, _threads, _clock, _readers));
        return buffer;
    }

    /// <summary>What was read in advance may not be wanted any more; then neither is a fault in it.</summary>
    private void Abandon()
    {
        if (_next is { } next)
        {
            _next = null;
            ((IAsyncResult)next).AsyncWaitHandle.WaitOne();
            _spare = next.IsCompletedSuccessfully ? next.Result : _spare;
        }
    }

    private List<ShuffleWindow> WindowsOf(int epoch)
    {
        var random = new RandomStream(_seed, RandomPurpose.Batches, (uint)epoch);
        var windows = new List<ShuffleWindow>();
        var (blocks, rows) = (new List<int>(), 0);
        foreach (var block in random.Permutation(_blocks.Counts.Count))
        {
            blocks.Add(block);
            rows += _blocks.Counts[block];
            if (rows >= _windowRows && blocks.Count >= _windowBlocks)
            {
                Close();
            }
        }

        if (rows > 0)
        {
            Close();
        }

        return windows;

        void Close()
        {
            windows.Add(new ShuffleWindow([.. blocks], rows, new RandomStream(random.Bits(FirstSeed + windows.Count), RandomPurpose.Batches, (uint)epoch)));
            blocks.Clear();
            rows = 0;
        }
    }
}
