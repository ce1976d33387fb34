namespace Feedforward.Studio.Report.Charts;

/// <summary>A range of numbers and where to write some of them.</summary>
/// <param name="Label">What is measured, with its unit.</param>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends, above <paramref name="Low"/>.</param>
/// <param name="IsLogarithmic">Whether equal steps are equal factors; then both ends are above 0.</param>
internal sealed record Axis(string Label, double Low, double High, bool IsLogarithmic = false)
{
    /// <summary>An axis around values: with a margin, or over factors where they are positive and span more than two powers of ten.</summary>
    public static Axis Around(string label, IEnumerable<double> values, bool mayBeLogarithmic = false)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        var (low, high) = known.Length > 0 ? (known.Min(), known.Max()) : (0, 1);
        if (mayBeLogarithmic && low > 0 && high / low > 100)
        {
            return new Axis(label, low, high, true);
        }

        var margin = high > low ? (high - low) * 0.04 : Math.Max(Math.Abs(high) * 0.1, 0.5);
        return new Axis(label, low >= 0 && low - margin < 0 ? 0 : low - margin, high + margin);
    }

    /// <summary>Where a number stands, 0 to 1.</summary>
    public double Share(double value) => IsLogarithmic
        ? (Math.Log10(Math.Max(value, Low)) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
        : (value - Low) / (High - Low);

    /// <summary>Round numbers on the axis: steps of 1, 2 or 5 times a power of ten, or powers of ten.</summary>
    public IReadOnlyList<double> Ticks(int about = 5)
    {
        if (IsLogarithmic)
        {
            var (first, last) = ((int)Math.Ceiling(Math.Log10(Low)), (int)Math.Floor(Math.Log10(High)));
            var every = Math.Max(1, (last - first + about) / about);
            return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Where(power => (power - first) % every == 0).Select(power => Math.Pow(10, power))];
        }

        var rough = (High - Low) / about;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = unit * (rough / unit switch { <= 1.5 => 1, <= 3 => 2, <= 7 => 5, _ => 10 });
        var ticks = new List<double>();
        for (var i = Math.Ceiling((Low / step) - 1e-9); i * step <= High + (step * 1e-9); i++)
        {
            ticks.Add(i * step);
        }

        return ticks;
    }
}
