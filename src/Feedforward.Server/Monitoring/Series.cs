namespace Feedforward.Server;

/// <summary>The sum, or the distribution, of what one instrument measured under one choice of labels.</summary>
/// <param name="tags">The labels, in their order.</param>
/// <param name="bounds">The upper bounds of a distribution's buckets; empty for a sum or a last value.</param>
internal sealed class Series(KeyValuePair<string, object?>[] tags, double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    /// <summary>The labels.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Tags => tags;

    /// <summary>Whether these are the labels of a measurement.</summary>
    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
    {
        if (others.Length != tags.Length)
        {
            return false;
        }

        for (var i = 0; i < tags.Length; i++)
        {
            if (!Equals(tags[i].Value, others[i].Value) || tags[i].Key != others[i].Key)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds a measurement.</summary>
    public void Add(double value)
    {
        lock (_lock)
        {
            _sum += value;
            if (bounds.Length > 0)
            {
                var bucket = Array.BinarySearch(bounds, value);
                _counts[bucket >= 0 ? bucket : ~bucket]++;
            }
        }
    }

    /// <summary>Replaces the last value.</summary>
    public void Set(double value)
    {
        lock (_lock)
        {
            _sum = value;
        }
    }

    /// <summary>What there is now: the sum, and how many measurements lie in each bucket and beyond the last.</summary>
    public (double Sum, long[] Counts) Read()
    {
        lock (_lock)
        {
            return (_sum, [.. _counts]);
        }
    }
}
