namespace Feedforward.Tabular;

/// <summary>Mean and deviation of numbers that come in parts, in double precision: Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.</summary>
internal sealed class RunningMoments : IMergeable
{
    private double _mean;
    private double _squares;

    /// <summary>How many numbers there were; NaN is none.</summary>
    public long Count { get; private set; }

    public float Minimum { get; private set; } = float.PositiveInfinity;

    public float Maximum { get; private set; } = float.NegativeInfinity;

    public float Mean => (float)_mean;

    /// <summary>As in <see cref="Moments"/>.</summary>
    public float Deviation => Count == 0 ? 1 : Moments.Positive(Math.Sqrt(_squares / Count));

    public void Add(ReadOnlySpan<float> numbers)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var number in numbers)
        {
            if (!float.IsNaN(number))
            {
                sum += number;
                count++;
                Minimum = Math.Min(Minimum, number);
                Maximum = Math.Max(Maximum, number);
            }
        }

        if (count == 0)
        {
            return;
        }

        var mean = sum / count;
        var squares = 0.0;
        foreach (var number in numbers)
        {
            if (!float.IsNaN(number))
            {
                squares += (number - mean) * (number - mean);
            }
        }

        Combine(count, mean, squares);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(_mean);
        writer.Write(_squares);
        writer.Write(Minimum);
        writer.Write(Maximum);
    }

    public void Merge(BinaryReader reader)
    {
        var count = reader.ReadInt64();
        var (mean, squares) = (reader.ReadDouble(), reader.ReadDouble());
        Minimum = Math.Min(Minimum, reader.ReadSingle());
        Maximum = Math.Max(Maximum, reader.ReadSingle());
        if (count > 0)
        {
            Combine(count, mean, squares);
        }
    }

    /// <summary>Their equation 2.1, for mean and squares of two parts; the same for a part that is read and for one that was merged.</summary>
    private void Combine(long count, double mean, double squares)
    {
        var all = Count + count;
        var difference = mean - _mean;
        _squares += squares + (difference * difference * Count * ((double)count / all));
        _mean += difference * ((double)count / all);
        Count = all;
    }
}
