using Feedforward.Activations;

namespace Feedforward.Onnx.Import;

/// <summary>
/// Which layer computes the same as a function of one number. Exporters write one activation in many ways (GELU as five nodes in
/// any order, SiLU as a product, softplus as a logarithm), so functions are compared by their values and not by how they are
/// written: at several hundred points, near 0 and far out, to six digits.
/// </summary>
internal static class ActivationMatch
{
    private const double Tolerance = 1e-6;

    /// <summary>Points at which an exponential may overflow in the graph's own formula.</summary>
    private const double FarOut = 80;

    private static readonly double[] Points =
    [
        .. Enumerable.Range(-240, 481).Select(i => i / 20.0),
        .. Enumerable.Range(1, 32).SelectMany(i => new[] { i * 0.013, -i * 0.0171, 12 + (i * 0.93), -12 - (i * 1.07) }),
        .. new[] { 60.0, 100, 300, 1e3, 1e4, 1e6, 1e8 }.SelectMany(x => new[] { x, -x }),
    ];

    private static readonly (Activation Activation, double[] Values)[] Candidates =
        [.. Activation.All.Where(activation => activation != Activation.Identity).Select(activation => (activation, Array.ConvertAll(Points, activation.Value)))];

    /// <summary>The steps that compute a function; null where none do.</summary>
    /// <param name="function">The function.</param>
    public static IReadOnlyList<Step>? Of(ScalarFunction function)
    {
        var values = Array.ConvertAll(Points, function.At);
        if (Line(function, values) is { } line)
        {
            return line;
        }

        foreach (var (activation, expected) in Candidates)
        {
            if (Factor(values, expected) is { } factor)
            {
                return [new ActivateStep(activation), new ScaleStep(factor)];
            }
        }

        return Leaky(function, values);
    }

    /// <summary>Whether two functions are the same.</summary>
    public static bool AreSame(ScalarFunction function, Func<double, double> other) =>
        IsNear(Array.ConvertAll(Points, function.At), Array.ConvertAll(Points, point => other(point)));

    /// <summary>The steps that keep a number in a range, by way of functions that end at 0 or at 0 and 6.</summary>
    public static IReadOnlyList<Step>? Range((double Least, double Most) range) => range switch
    {
        (var least, double.PositiveInfinity) when double.IsFinite(least) => [new ShiftStep(-least), new ActivateStep(Activation.Relu), new ShiftStep(least)],
        (double.NegativeInfinity, var most) when double.IsFinite(most) =>
            [new ScaleStep(-1), new ShiftStep(most), new ActivateStep(Activation.Relu), new ScaleStep(-1), new ShiftStep(most)],
        (var least, var most) when double.IsFinite(least) && double.IsFinite(most) && most > least =>
        [
            new ShiftStep(-least), new ScaleStep(6 / (most - least)), new ActivateStep(Activation.Relu6), new ScaleStep((most - least) / 6), new ShiftStep(least),
        ],
        _ => null,
    };

    /// <summary>kx + m</summary>
    private static IReadOnlyList<Step>? Line(ScalarFunction function, double[] values)
    {
        var m = function.At(0);
        var k = function.At(1) - m;
        return IsNear(values, Array.ConvertAll(Points, x => (k * x) + m)) ? [new ScaleStep(k), new ShiftStep(m)] : null;
    }

    /// <summary>c with f = c·σ, or null.</summary>
    private static double? Factor(double[] values, double[] expected)
    {
        var place = Array.IndexOf(Points, 2.0);
        var c = values[place] / expected[place];
        return double.IsFinite(c) && c != 0 && IsNear(values, Array.ConvertAll(expected, value => c * value))
            ? Math.Abs(c - 1) < Tolerance ? 1 : c
            : null;
    }

    /// <summary>cx above 0, sx below: with one c &gt; 0 the parametric form of ReLU.</summary>
    private static IReadOnlyList<Step>? Leaky(ScalarFunction function, double[] values)
    {
        var (c, s) = (function.At(1), -function.At(-1));
        return c > 0 && IsNear(values, Array.ConvertAll(Points, x => x > 0 ? c * x : s * x))
            ? [new ParametricStep(1 - (s / c)), new ScaleStep(c)]
            : null;
    }

    private static bool IsNear(double[] values, double[] expected)
    {
        var size = 0.0;
        for (var i = 0; i < Points.Length; i++)
        {
            size = Math.Abs(Points[i]) <= 4 ? Math.Max(size, Math.Abs(expected[i])) : size;
        }

        for (var i = 0; i < Points.Length; i++)
        {
            var isNear = Math.Abs(values[i] - expected[i]) <= Tolerance * Math.Max(size, Math.Abs(expected[i]));
            if (!isNear && (double.IsFinite(values[i]) || Math.Abs(Points[i]) < FarOut))
            {
                return false;
            }
        }

        return true;
    }
}
