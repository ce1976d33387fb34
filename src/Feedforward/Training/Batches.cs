using Feedforward.Randomness;

namespace Feedforward.Training;

/// <summary>Which examples form the minibatch of each step: a function of the seed, the epoch and the step alone.</summary>
internal sealed class Batches
{
    private readonly int _count;
    private readonly int _batchSize;
    private readonly ulong _seed;
    private readonly BatchSampling _sampling;
    private readonly int[] _indices;
    private readonly bool[] _taken;

    public Batches(int count, int batchSize, ulong seed, BatchSampling sampling, bool dropLast = false)
    {
        _count = count;
        _batchSize = Math.Min(batchSize, count);
        _seed = seed;
        _sampling = sampling;
        PerEpoch = dropLast ? _count / _batchSize : (_count + _batchSize - 1) / _batchSize;
        _indices = new int[sampling == BatchSampling.EpochShuffle ? count : _batchSize];
        _taken = sampling == BatchSampling.EpochShuffle ? [] : new bool[count];
        for (var i = 0; i < _indices.Length; i++)
        {
            _indices[i] = i;
        }
    }

    /// <summary>Steps in an epoch.</summary>
    public int PerEpoch { get; }

    /// <summary>Whether every batch is the whole set in its own order, so that nothing is drawn.</summary>
    public bool IsFullBatch => _batchSize == _count;

    /// <summary>Begins an epoch, counted from 1.</summary>
    public void Begin(int epoch)
    {
        if (_sampling == BatchSampling.EpochShuffle && !IsFullBatch)
        {
            for (var i = 0; i < _indices.Length; i++)
            {
                _indices[i] = i;
            }

            new RandomStream(_seed, RandomPurpose.Batches, (uint)epoch).Shuffle(_indices);
        }
    }

    /// <summary>How many examples the step at a position of the epoch has.</summary>
    public int RowsOf(int position) =>
        _sampling == BatchSampling.EpochShuffle ? Math.Min(_batchSize, _count - (position * _batchSize)) : _batchSize;

    /// <summary>The examples of a step: <paramref name="position"/> counts from 0 within the epoch, <paramref name="step"/> from 1 overall.</summary>
    public ReadOnlySpan<int> Indices(int position, long step)
    {
        if (_sampling == BatchSampling.EpochShuffle)
        {
            var start = position * _batchSize;
            return _indices.AsSpan(start, Math.Min(_batchSize, _count - start));
        }

        if (!IsFullBatch)
        {
            DrawSet(new RandomStream(_seed, RandomPurpose.Batches, (uint)step));
        }

        return _indices;
    }

    /// <summary>Every S-set with the same probability: Floyd's algorithm (Bentley and Floyd, CACM 30, 1987).</summary>
    private void DrawSet(RandomStream random)
    {
        for (var k = 0; k < _batchSize; k++)
        {
            var last = _count - _batchSize + k;
            var draw = random.Integer(k, last + 1);
            var index = _taken[draw] ? last : draw;
            _taken[index] = true;
            _indices[k] = index;
        }

        foreach (var index in _indices)
        {
            _taken[index] = false;
        }
    }
}
