using System.Globalization;

using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// A tensor beside the one that was expected. Numbers with a fraction agree where |found − expected| ≤ absolute + relative ·
/// |expected|; NaN agrees with NaN; everything else must be equal.
/// </summary>
/// <param name="Differences">The elements that differ, the first few of them, or why nothing could be compared.</param>
/// <param name="Count">How many elements differ.</param>
/// <param name="LargestRelative">The largest |found − expected|/|expected| where both are finite and expected is not 0.</param>
/// <param name="LargestAbsolute">The largest |found − expected| where both are finite.</param>
internal sealed record TensorComparison(IReadOnlyList<string> Differences, int Count, double LargestRelative, double LargestAbsolute)
{
    /// <summary>Differing elements that are listed.</summary>
    public const int Most = 10;

    /// <summary>Whether the tensors agree.</summary>
    public bool IsEqual => Differences.Count == 0;

    /// <summary>Compares.</summary>
    /// <param name="found">What was computed.</param>
    /// <param name="expected">What it should be.</param>
    /// <param name="relative">The part of the expected number by which it may differ.</param>
    /// <param name="absolute">By how much it may differ besides.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    public static TensorComparison Of(Tensor found, Tensor expected, double relative, double absolute, ReadAllowance allowance)
    {
        if (found.Type != expected.Type || !found.Shape.AsSpan().SequenceEqual(expected.Shape))
        {
            return new TensorComparison(
                [$"expected {expected.Type} {expected.ShapeText}, found {found.Type} {found.ShapeText}"], expected.Count, double.NaN, double.NaN);
        }

        var differences = new List<string>();
        var (count, largestRelative, largestAbsolute) = (0, 0.0, 0.0);
        var numbers = found.Type.IsFloating() ? (Found: found.ToDoubles(allowance), Expected: expected.ToDoubles(allowance)) : default;
        for (var i = 0; i < found.Count; i++)
        {
            bool isEqual;
            if (numbers.Found is not null)
            {
                var (a, e) = (numbers.Found[i], numbers.Expected[i]);
                var difference = Math.Abs(a - e);
                isEqual = a.Equals(e) || difference <= absolute + (relative * Math.Abs(e));
                if (double.IsFinite(difference))
                {
                    largestAbsolute = Math.Max(largestAbsolute, difference);
                    largestRelative = e == 0 ? largestRelative : Math.Max(largestRelative, difference / Math.Abs(e));
                }
            }
            else
            {
                isEqual = found.ElementText(i) == expected.ElementText(i);
            }

            if (!isEqual && ++count <= Most)
            {
                differences.Add($"[{Place(i, found.Shape)}] expected {expected.ElementText(i)}, found {found.ElementText(i)}");
            }
        }

        return new TensorComparison(differences, count, largestRelative, largestAbsolute);
    }

    /// <summary>The indices of an element, by its position.</summary>
    private static string Place(int position, int[] shape)
    {
        var index = new int[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            (position, index[axis]) = Math.DivRem(position, shape[axis]);
        }

        return string.Join(", ", index.Select(i => i.ToString(CultureInfo.InvariantCulture)));
    }
}
