using System.Globalization;

namespace Feedforward.Benchmarks.Measuring;

/// <summary>A prediction to be timed: <c>widths:batch</c>, for example 784-512-512-10:32; hidden activation ReLU.</summary>
/// <param name="Text">The words it was made from.</param>
/// <param name="Widths">Inputs, neurons of each hidden layer, outputs.</param>
/// <param name="Batch">Rows in a call.</param>
public sealed record InferenceCase(string Text, IReadOnlyList<int> Widths, int Batch)
{
    /// <summary>Operations of the products in a call.</summary>
    public double Flops => Widths.Zip(Widths.Skip(1), (inputs, outputs) => 2.0 * Batch * inputs * outputs).Sum();

    /// <summary>Reads a case.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static InferenceCase Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = new List<int>();
        foreach (var word in text.Split('-', ':'))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1)
            {
                throw Fault(text);
            }

            numbers.Add(value);
        }

        return text.Count(c => c == ':') == 1 && text.LastIndexOf('-') < text.IndexOf(':', StringComparison.Ordinal) && numbers.Count >= 3
            ? new InferenceCase(text, numbers[..^1], numbers[^1])
            : throw Fault(text);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static FormatException Fault(string text) =>
        new($"'{text}' is no case. A case is widths:batch, for example 784-512-512-10:32.");
}
