using System.Globalization;

namespace Feedforward.Benchmarks.Measuring;

/// <summary>A training to be timed: <c>widths:batch:optimizer:loss</c>, for example 784-512-512-10:128:adam:ce.</summary>
/// <param name="Text">The words it was made from.</param>
/// <param name="Widths">Inputs, neurons of each hidden layer (ReLU), outputs.</param>
/// <param name="Batch">Rows in a step.</param>
/// <param name="Optimizer">sgd, momentum or adam.</param>
/// <param name="IsRegression">Squared error (mse) instead of softmax cross entropy (ce).</param>
public sealed record TrainingCase(string Text, IReadOnlyList<int> Widths, int Batch, string Optimizer, bool IsRegression)
{
    private const long MostBytes = 200_000_000;
    private const double MostFlops = 5e10;

    /// <summary>
    /// How many batches of rows there are; each step takes the next. As many as fit 200 MB, so that rows come from memory
    /// and not from the cache, but not many more than a stretch of half a second gets through.
    /// </summary>
    public int Batches => (int)Math.Clamp(
        Math.Min(MostBytes / (Widths[0] * (long)Batch * sizeof(float)), MostFlops / FlopsOfThreeProducts), 4, 512);

    /// <summary>α: what a user would begin with; smaller for squared error, where wide layers would diverge. It changes no time.</summary>
    public double LearningRate => Optimizer == "adam" ? 0.001 : IsRegression ? 0.0001 : 0.01;

    /// <summary>Operations of the products in a step: 2·in·out·batch for each product, two in the first layer, which needs no ∂R/∂x, three in the others.</summary>
    public double Flops => FlopsOfThreeProducts - (2.0 * Batch * Widths[0] * Widths[1]);

    /// <summary>The same with three products in every layer, though the first computes only two.</summary>
    public double FlopsOfThreeProducts =>
        Widths.Zip(Widths.Skip(1), (inputs, outputs) => 6.0 * Batch * inputs * outputs).Sum();

    /// <summary>Reads a case.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TrainingCase Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        if (parts.Length != 4)
        {
            throw Fault(text);
        }

        var widths = parts[0].Split('-').Select(width => Whole(width, text)).ToArray();
        return widths.Length >= 2 && parts[2] is "sgd" or "momentum" or "adam" && parts[3] is "ce" or "mse"
            ? new TrainingCase(text, widths, Whole(parts[1], text), parts[2], parts[3] == "mse")
            : throw Fault(text);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static int Whole(string word, string text) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : throw Fault(text);

    private static FormatException Fault(string text) => new(
        $"'{text}' is no case. A case is widths:batch:optimizer:loss with sgd, momentum or adam and ce or mse, for example 784-512-512-10:128:adam:ce.");
}
