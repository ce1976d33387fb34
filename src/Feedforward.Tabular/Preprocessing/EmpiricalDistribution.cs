namespace Feedforward.Tabular;

/// <summary>The numbers of a sample in ascending order; NaN is left out and −0 is 0.</summary>
internal sealed class EmpiricalDistribution
{
    private readonly float[] _ascending;

    public EmpiricalDistribution(ReadOnlySpan<float> sample)
    {
        var (numbers, count) = (new float[sample.Length], 0);
        foreach (var number in sample)
        {
            if (!float.IsNaN(number))
            {
                numbers[count++] = number == 0 ? 0 : number;
            }
        }

        Array.Resize(ref numbers, count);
        Array.Sort(numbers);
        _ascending = numbers;
    }

    public ReadOnlySpan<float> Ascending => _ascending;

    public int Count => _ascending.Length;

    /// <summary>
    /// The p-quantile, interpolated linearly between the numbers at either side of the place p·(n − 1), as numpy does it
    /// by default (type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996).
    /// </summary>
    /// <param name="p">From 0 to 1; the sample must not be empty.</param>
    public double Quantile(double p)
    {
        var place = p * (Count - 1);
        var below = (int)place;
        double low = _ascending[below], high = _ascending[Math.Min(below + 1, Count - 1)];
        return low + ((high - low) * (place - below));
    }

    /// <summary>The mean of the numbers after those outside the range were moved to its end; summed in ascending order.</summary>
    public double ClippedMean(double least, double most)
    {
        var sum = 0.0;
        foreach (var number in _ascending)
        {
            sum += Math.Clamp(number, least, most);
        }

        return sum / Count;
    }
}
