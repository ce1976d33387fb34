using System.Globalization;

namespace Feedforward.Cli.Rendering.Plots;

/// <summary>One axis of a plot: where a number lies on it, and where its marks are.</summary>
internal sealed class Axis
{
    private const double Smallest = 1e-12;
    private readonly double _from;
    private readonly double _to;

    private readonly bool _isWhole;

    private Axis(string label, double minimum, double maximum, bool isLogarithmic, bool isWhole = false)
    {
        _isWhole = isWhole;
        Label = label;
        IsLogarithmic = isLogarithmic;
        _from = Transform(minimum);
        _to = Transform(maximum);
        if (!(_to > _from))
        {
            (_from, _to) = (_from - 0.5, _to + 0.5);
        }
    }

    /// <summary>What is measured along it.</summary>
    public string Label { get; }

    /// <summary>Whether equal factors have equal lengths.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>An axis that holds all given numbers.</summary>
    /// <param name="label">What is measured along it.</param>
    /// <param name="values">The numbers; those that are not finite, or not positive on a logarithmic axis, are passed over.</param>
    /// <param name="isLogarithmic">Whether equal factors have equal lengths.</param>
    public static Axis Around(string label, IEnumerable<double> values, bool isLogarithmic = false)
    {
        var shown = values.Where(value => double.IsFinite(value) && (!isLogarithmic || value > Smallest)).ToList();
        return shown.Count == 0
            ? new Axis(label, isLogarithmic ? 0.1 : 0, 1, isLogarithmic)
            : new Axis(label, shown.Min(), shown.Max(), isLogarithmic);
    }

    /// <summary>An axis from one number to another.</summary>
    public static Axis Between(string label, double minimum, double maximum) => new(label, minimum, maximum, isLogarithmic: false);

    /// <summary>An axis from one number to another with marks at whole numbers alone.</summary>
    public static Axis Counting(string label, double minimum, double maximum) =>
        new(label, minimum, maximum, isLogarithmic: false, isWhole: true);

    /// <summary>Where a number lies: 0 at the beginning, 1 at the end; NaN where it has no place.</summary>
    public double Place(double value) =>
        IsLogarithmic && value <= Smallest ? double.NaN : (Transform(value) - _from) / (_to - _from);

    /// <summary>The number at a place.</summary>
    public double At(double place)
    {
        var value = _from + (place * (_to - _from));
        return IsLogarithmic ? Math.Pow(10, value) : value;
    }

    /// <summary>Marks at round numbers.</summary>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<(double Place, string Label)> Marks(int most)
    {
        most = Math.Max(most, 2);
        var step = RoundStep((_to - _from) / most);
        if (_isWhole)
        {
            step = Math.Max(1, step);
        }

        if (IsLogarithmic)
        {
            step = Math.Max(1, Math.Ceiling(step));
            if (_to - _from < 2)
            {
                return Within(from digit in (int[])[1, 2, 5]
                              from power in Enumerable.Range((int)Math.Floor(_from), 4)
                              select Math.Log10(digit) + power);
            }
        }

        var first = (long)Math.Ceiling((_from / step) - 1e-9);
        return Within(Enumerable.Range(0, (2 * most) + 2).Select(i => (first + i) * step));
    }

    private IReadOnlyList<(double Place, string Label)> Within(IEnumerable<double> marks) =>
    [
        .. marks
            .Where(mark => mark >= _from - 1e-9 && mark <= _to + (1e-9 * Math.Abs(_to - _from)))
            .Order()
            .Select(mark => ((mark - _from) / (_to - _from), Name(mark))),
    ];

    private string Name(double mark)
    {
        var value = IsLogarithmic ? Math.Pow(10, mark) : mark;
        // What is left of 0.1 + 0.2 − 0.3 is no mark of its own.
        return Math.Abs(value) < 1e-9 * (_to - _from) && !IsLogarithmic ? "0" : value.ToString("G4", CultureInfo.InvariantCulture);
    }

    private double Transform(double value) => IsLogarithmic ? Math.Log10(Math.Max(value, Smallest)) : value;

    /// <summary>The next larger of 1, 2 and 5 times a power of ten.</summary>
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
