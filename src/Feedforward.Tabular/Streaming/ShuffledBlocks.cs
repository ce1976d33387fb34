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
/// is a function of the seed and the epoch: neither of threads, nor of how many examples are taken at a time.
/// </remarks>
internal sealed class ShuffledBlocks : ExampleStream, IDisposable
{
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
    private TimeSpan _waited;
    private long _readTicks;

    /// <param name="blocks">The examples; they stay the caller's to dispose.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">The most threads that read blocks at the same time; 0 for all processors.</param>
    /// <param name="windowRows">How many examples a window has at least; the last may have fewer.</param>
    /// <param name="windowBlocks">How many blocks a window has at least; the last may have fewer.</param>
    /// <param name="clock">What tells how long reading takes; null for the system's.</param>
    public ShuffledBlocks(ExampleBlocks blocks, ulong seed, int threads = 0, int windowRows = 1 << 16, int windowBlocks = 16, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
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
    public TimeSpan Waited => _waited;

    /// <summary>How long all readers together took to read blocks, in ticks of the clock.</summary>
    public long ReadTicks => Interlocked.Read(ref _readTicks);

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

    /// <summary>Waits for what is being read.</summary>
    public void Dispose() => Abandon();

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
        Interlocked.Add(ref _readTicks, buffer.Fill(window, _blocks, _threads, _clock));
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
        // The permutation takes the numbers below 2³¹; those above are the seeds of the windows.
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
            windows.Add(new ShuffleWindow([.. blocks], rows, new RandomStream(random.Bits((1L << 31) + windows.Count), RandomPurpose.Batches, (uint)epoch)));
            blocks.Clear();
            rows = 0;
        }
    }
}
