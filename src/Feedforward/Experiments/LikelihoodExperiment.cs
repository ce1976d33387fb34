using Feedforward.Activations;
using Feedforward.Losses;

namespace Feedforward.Experiments;

/// <summary>
/// One probability p for rows with labels 0 and 1: what each row costs, and the risk as the mean over rows. The negative logarithm of the
/// likelihood is lowest where p is the share of ones.
/// </summary>
public static class LikelihoodExperiment
{
    private const int Steps = 100;

    /// <summary>Runs the experiment.</summary>
    /// <param name="labels">One label or more, each 0 or 1.</param>
    /// <param name="p">p(y = 1), above 0 and below 1.</param>
    /// <exception cref="ArgumentException">There is no label, a label is neither 0 nor 1, or p is not between 0 and 1.</exception>
    public static LikelihoodReport Run(IReadOnlyList<double> labels, double p)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0 || !labels.All(label => label is 0 or 1))
        {
            throw new ArgumentException("Give one label or more, each 0 or 1.", nameof(labels));
        }

        if (p is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies above 0 and below 1 here.");
        }

        return new LikelihoodReport(
            [.. labels.Select(label => Cost(p, label))],
            Mean(labels, p),
            [.. Enumerable.Range(1, Steps - 1).Select(i => Mean(labels, (double)i / Steps))],
            [.. Enumerable.Range(1, Steps - 1).Select(i => Cost((double)i / Steps, 1))],
            [.. Enumerable.Range(1, Steps - 1).Select(i => Cost((double)i / Steps, 0))]);
    }

    private static LikelihoodCost Cost(double p, double label)
    {
        var (y, probability) = (Real64.Constant(label), Real64.Constant(p));
        var logit = Real64.Log(probability / (Real64.One - probability));
        var entropy = default(BinaryCrossEntropy);
        var squared = default(SquaredError);
        var loss = entropy.Value(logit, y);
        return new LikelihoodCost(
            p,
            label,
            Real64.Exp(-loss).Value,
            loss.Value,
            squared.Value(probability, y).Value,
            entropy.Slope(logit, y).Value,
            (squared.Slope(probability, y) * Sigmoid.Slope(logit, probability)).Value);
    }

    private static LikelihoodCost Mean(IReadOnlyList<double> labels, double p)
    {
        LikelihoodCost one = Cost(p, 1), zero = Cost(p, 0);
        var share = labels.Average();
        double Over(Func<LikelihoodCost, double> of) => (share * of(one)) + ((1 - share) * of(zero));
        var loss = Over(cost => cost.NegativeLogLikelihood);
        return new LikelihoodCost(
            p, share, Real64.Exp(new Real64(-loss * labels.Count)).Value, loss, Over(cost => cost.SquaredError), Over(cost => cost.Slope), Over(cost => cost.SquaredSlope));
    }
}
