using System.Runtime.InteropServices;

namespace Feedforward.Tabular;

/// <summary>
/// Quantiles of a stream of numbers in bounded memory. Numbers gather in buffers of k; two neighbours of a full, sorted buffer
/// become one of twice the weight in the next buffer, the lower and the upper of each pair in turn. Manku, Rajagopalan and Lindsay,
/// "Approximate medians and other quantiles in one pass and with limited memory", SIGMOD 1998; the buffers are those of Karnin, Lang
/// and Liberty, "Optimal quantile approximation in streams", FOCS 2016, but for the coin, which is not tossed: the same stream gives
/// the same sketch.
/// </summary>
/// <remarks>
/// Halving a buffer of weight w moves a rank by at most w, and happens n/(k·w) times, so that with L halved buffers a rank is wrong
/// by at most L·n/k. Fewer than k numbers are kept exactly. Merged sketches (Agarwal, Cormode, Huang, Phillips, Wei and Yi, "Mergeable summaries", PODS 2012)
/// keep to the same bound: the numbers of a level go into the other's buffer of that level, so that again only full buffers are halved, and a number
/// is halved at most once at each level.
/// </remarks>
/// <param name="size">k: how many numbers a buffer holds; even, so that halving one keeps the sum of the weights.</param>
internal sealed class QuantileSketch(int size) : IMergeable
{
    private const int Points = 1 << 15;
    private const int FirstLength = 64;
    private readonly List<float[]> _buffers = [new float[size % 2 == 0 ? Math.Min(size, FirstLength) : throw new ArgumentOutOfRangeException(nameof(size))]];
    private readonly List<int> _counts = [0];
    private readonly List<bool> _takesUpper = [false];
    private float _least = float.PositiveInfinity;
    private float _most = float.NegativeInfinity;

    /// <summary>How many numbers there were; NaN is none.</summary>
    public long Count { get; private set; }

    /// <summary>By how much the rank of a quantile may be wrong, as a share of <see cref="Count"/>: L/k, and what lies between two points of the distribution.</summary>
    public double RankError => _buffers.Count == 1 ? 0 : ((_buffers.Count - 1) / (double)size) + (1.0 / (Points - 1));

    public void Add(ReadOnlySpan<float> numbers)
    {
        foreach (var number in numbers)
        {
            if (!float.IsNaN(number))
            {
                Count++;
                _least = Math.Min(_least, number);
                _most = Math.Max(_most, number);
                Add(0, number);
            }
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(_least);
        writer.Write(_most);
        writer.Write(_buffers.Count);
        for (var level = 0; level < _buffers.Count; level++)
        {
            writer.Write(_takesUpper[level]);
            writer.Write(_counts[level]);
            writer.Write(MemoryMarshal.AsBytes(_buffers[level].AsSpan(0, _counts[level])));
        }
    }

    public void Merge(BinaryReader reader)
    {
        Count += reader.ReadInt64();
        _least = Math.Min(_least, reader.ReadSingle());
        _most = Math.Max(_most, reader.ReadSingle());
        var levels = reader.ReadInt32();
        for (var level = 0; level < levels; level++)
        {
            Open(level);
            _takesUpper[level] ^= reader.ReadBoolean();
            for (var numbers = reader.ReadInt32(); numbers > 0; numbers--)
            {
                Add(level, reader.ReadSingle());
            }
        }
    }

    /// <summary>The numbers themselves, or many quantiles of them at equal distances, the least and the greatest among them.</summary>
    public EmpiricalDistribution ToDistribution()
    {
        if (_buffers.Count == 1)
        {
            return new EmpiricalDistribution(_buffers[0].AsSpan(0, _counts[0]));
        }

        var weighted = new List<(float Number, long Weight)>();
        for (var level = 0; level < _buffers.Count; level++)
        {
            for (var i = 0; i < _counts[level]; i++)
            {
                weighted.Add((_buffers[level][i], 1L << level));
            }
        }

        weighted.Sort((a, b) => a.Number.CompareTo(b.Number));
        var points = new float[Points];
        var total = weighted.Sum(pair => pair.Weight);
        var (place, below) = (0, 0L);
        for (var i = 0; i < Points; i++)
        {
            var rank = (long)(i / (double)(Points - 1) * (total - 1));
            for (; below + weighted[place].Weight <= rank; place++)
            {
                below += weighted[place].Weight;
            }

            points[i] = weighted[place].Number;
        }

        (points[0], points[^1]) = (_least, _most);
        return new EmpiricalDistribution(points);
    }

    private void Add(int level, float number)
    {
        var buffer = _buffers[level];
        if (_counts[level] == buffer.Length)
        {
            Array.Resize(ref buffer, Math.Min(size, 2 * buffer.Length));
            _buffers[level] = buffer;
        }

        buffer[_counts[level]++] = number;
        if (_counts[level] < size)
        {
            return;
        }

        Open(level + 1);
        Array.Sort(buffer);
        for (var i = _takesUpper[level] ? 1 : 0; i < size; i += 2)
        {
            Add(level + 1, buffer[i]);
        }

        _takesUpper[level] = !_takesUpper[level];
        _counts[level] = 0;
    }

    private void Open(int level)
    {
        if (level == _buffers.Count)
        {
            _buffers.Add(new float[Math.Min(size, FirstLength)]);
            _counts.Add(0);
            _takesUpper.Add(false);
        }
    }
}
