namespace Feedforward.Metrics;

/// <summary>The examples whose stated probability lies in one part of 0 to 1.</summary>
/// <param name="Lower">Where the bin begins, exclusive (but for 0).</param>
/// <param name="Upper">Where it ends, inclusive.</param>
/// <param name="Count">How many examples it holds.</param>
/// <param name="MeanProbability">The mean of what was stated; NaN for an empty bin.</param>
/// <param name="Frequency">The share in which it came true; NaN for an empty bin.</param>
/// <param name="Interval">Where that share lies in a large population, with 95 %; see <see cref="WilsonInterval"/>.</param>
public sealed record ReliabilityBin(double Lower, double Upper, int Count, double MeanProbability, double Frequency, WilsonInterval Interval);

/// <summary>
/// Stated probabilities beside observed frequencies: of a hundred rows given 0.7, about seventy should be of the class. Source:
/// DeGroot and Fienberg, "The comparison and evaluation of forecasters", The Statistician 32, 1983; Niculescu-Mizil and Caruana,
/// "Predicting good probabilities with supervised learning", ICML 2005.
/// </summary>
public static class ReliabilityDiagram
{
    /// <summary>Number of bins, of equal width.</summary>
    public const int Bins = ExpectedCalibrationError.Bins;

    /// <summary>For the probability of one class, whether it is predicted or not.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="class">The class, counted from 0.</param>
    /// <returns><see cref="Bins"/> bins, ascending.</returns>
    /// <exception cref="ArgumentException">There is no example, the lengths differ, or there is no such class.</exception>
    /// <exception cref="DataException">A probability or label lies outside its range.</exception>
    public static IReadOnlyList<ReliabilityBin> OfClass(Matrix<float> probabilities, ReadOnlySpan<int> labels, int @class)
    {
        var examples = new ScoredExamples(probabilities, labels, default);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)@class, (uint)examples.Classes, nameof(@class));
        var bins = new Accumulation();
        for (var row = 0; row < examples.Count; row++)
        {
            bins.Add(examples.Probability(row, @class), examples.Label(row) == @class);
        }

        return bins.ToBins();
    }

    /// <summary>For the probability of the predicted class, whichever it is: what <see cref="ExpectedCalibrationError"/> adds up.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <returns><see cref="Bins"/> bins, ascending.</returns>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A probability or label lies outside its range.</exception>
    public static IReadOnlyList<ReliabilityBin> OfPredicted(Matrix<float> probabilities, ReadOnlySpan<int> labels)
    {
        var examples = new ScoredExamples(probabilities, labels, default);
        var bins = new Accumulation();
        for (var row = 0; row < examples.Count; row++)
        {
            var predicted = examples.Predicted(row);
            bins.Add(examples.Probability(row, predicted), examples.Label(row) == predicted);
        }

        return bins.ToBins();
    }

    private sealed class Accumulation
    {
        private readonly (int Count, double Stated, int CameTrue)[] _bins = new (int, double, int)[Bins];

        public void Add(double probability, bool cameTrue)
        {
            ref var bin = ref _bins[ExpectedCalibrationError.BinOf(probability)];
            bin = (bin.Count + 1, bin.Stated + probability, bin.CameTrue + (cameTrue ? 1 : 0));
        }

        public ReliabilityBin[] ToBins() =>
        [
            .. _bins.Select((bin, i) => new ReliabilityBin(
                (double)i / Bins,
                (i + 1.0) / Bins,
                bin.Count,
                bin.Stated / bin.Count,
                (double)bin.CameTrue / bin.Count,
                bin.Count > 0 ? WilsonInterval.Of(bin.CameTrue, bin.Count) : new WilsonInterval(0, 1))),
        ];
    }
}
