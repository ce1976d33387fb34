using System.Globalization;

namespace Feedforward.Benchmarks.Plots;

/// <summary>A logarithmic axis: where a value stands, and where its marks are.</summary>
/// <param name="Least">The value at the beginning.</param>
/// <param name="Most">The value at the end.</param>
/// <param name="Begin">The position of the beginning, in pixels.</param>
/// <param name="End">The position of the end.</param>
internal sealed record LogAxis(double Least, double Most, double Begin, double End)
{
    /// <summary>An axis that holds all values with a little room around them.</summary>
    public static LogAxis Around(IEnumerable<double> values, double begin, double end)
    {
        var list = values.ToList();
        double least = list.Min(), most = list.Max();
        var room = Math.Max(Math.Pow(most / least, 0.06), 1.15);
        return new(least / room, most * room, begin, end);
    }

    /// <summary>Where a value stands.</summary>
    public double At(double value) => Begin + ((End - Begin) * Math.Log(value / Least) / Math.Log(Most / Least));

    /// <summary>Marks at 1, 2 and 5 times powers of ten; at powers of ten alone where that gives enough.</summary>
    public IReadOnlyList<double> DecimalMarks()
    {
        var decades = Math.Log10(Most / Least);
        double[] steps = decades > 2.2 ? [1] : [1, 2, 5];
        return
        [
            .. from exponent in Enumerable.Range(-3, 13)
               from step in steps
               let value = step * Math.Pow(10, exponent)
               where value >= Least && value <= Most
               select value,
        ];
    }

    /// <summary>Marks at powers of two, at most six.</summary>
    public IReadOnlyList<double> BinaryMarks()
    {
        var all = Enumerable.Range(0, 24).Select(exponent => Math.Pow(2, exponent)).Where(value => value >= Least && value <= Most).ToList();
        var every = (all.Count + 5) / 6;
        return [.. all.Where((_, i) => i % every == 0)];
    }

    /// <summary>A mark's text: 1,000 and more with k, a million and more with M.</summary>
    public static string Text(double value) => value switch
    {
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 10_000 => (value / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
