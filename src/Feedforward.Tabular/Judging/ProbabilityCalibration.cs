using Feedforward.Losses;
using Feedforward.Metrics;

namespace Feedforward.Tabular;

/// <summary>
/// Probabilities brought to the frequencies that were observed, by one number: p_T(c) = p(c)^(1/T) / Σ p(j)^(1/T). T above 1
/// makes a model less certain, T below 1 more; which class is the most probable does not change. Source: Guo, Pleiss, Sun,
/// Weinberger, "On calibration of modern neural networks", ICML 2017, section 4.2 (temperature scaling, there of logits;
/// of one network's logits and of its probabilities it is the same).
/// </summary>
/// <param name="Temperature">T; 1 where nothing is changed.</param>
/// <param name="Rows">How many validation rows it was fitted on.</param>
/// <param name="LogLossBefore">The log loss on them before.</param>
/// <param name="LogLossAfter">The log loss on them after.</param>
/// <param name="ErrorBefore">The expected calibration error on them before; see <see cref="ExpectedCalibrationError"/>.</param>
/// <param name="ErrorAfter">The expected calibration error on them after.</param>
public sealed record ProbabilityCalibration(
    float Temperature, int Rows, double LogLossBefore, double LogLossAfter, double ErrorBefore, double ErrorAfter)
{
    /// <summary>Fewer rows than these say too little about probabilities.</summary>
    public const int LeastRows = 50;

    /// <summary>The least temperature.</summary>
    public const float Least = 1 / 20f;

    /// <summary>The largest temperature.</summary>
    public const float Most = 20;

    private const int Searches = 40;

    /// <summary>
    /// The T that minimises log loss(T) + (log T)²/2n on n rows, by golden-section search over log T (Kiefer, 1953). The second
    /// term, a normal prior on log T, hardly matters with many rows; with few it keeps T away from 0 where all of them happen to
    /// be predicted right. T = 1 where it would not improve the log loss.
    /// </summary>
    /// <param name="probabilities">n×C, two columns for two classes.</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <exception cref="ArgumentException">There is one column, or fewer than <see cref="LeastRows"/> rows.</exception>
    public static ProbabilityCalibration Fit(Matrix<float> probabilities, ReadOnlySpan<int> labels)
    {
        if (probabilities.Columns < 2 || probabilities.Rows < LeastRows || probabilities.Rows != labels.Length)
        {
            throw new ArgumentException(
                $"Calibration needs {LeastRows} rows or more, a label for each, and a column for each class; there are {probabilities.Rows}×{probabilities.Columns} probabilities and {labels.Length} labels.");
        }

        var logarithms = Logarithms(probabilities);
        var scaled = new Matrix<float>(probabilities.Rows, probabilities.Columns);
        var targets = new Matrix<float>(Array.ConvertAll(labels.ToArray(), label => (float)label), labels.Length, 1);
        var temperature = Exp(Smallest(t => Risk(Exp(t)) + (t * t / (2.0 * probabilities.Rows)), Log(Least), Log(Most)));
        temperature = Risk(temperature) < Risk(1) ? temperature : 1;

        var after = new Matrix<float>(probabilities.Span.ToArray(), probabilities.Rows, probabilities.Columns);
        Apply(after, temperature);
        return new ProbabilityCalibration(
            temperature,
            labels.Length,
            LogLoss.Of(probabilities, labels),
            LogLoss.Of(after, labels),
            ExpectedCalibrationError.Of(probabilities, labels),
            ExpectedCalibrationError.Of(after, labels));

        double Risk(float t)
        {
            for (var i = 0; i < scaled.Span.Length; i++)
            {
                scaled.Span[i] = logarithms.Span[i] / t;
            }

            return Loss.SoftmaxCrossEntropy.Risk<float>(scaled, targets, default, default);
        }
    }

    /// <summary>
    /// The smallest probability whose logarithm is taken. A network with one output for two classes computes 1 − p, which is
    /// exactly 0 below 2⁻²⁴; of more classes each has a probability of its own.
    /// </summary>
    internal static float Floor(int classes) => classes == 2 ? 1f / (1 << 24) : 1.17549435e-38f;

    /// <summary>Replaces probabilities by calibrated ones: softmax(log max(p, floor) / T).</summary>
    internal static void Apply(Matrix<float> probabilities, float temperature)
    {
        if (temperature == 1)
        {
            return;
        }

        var floor = Floor(probabilities.Columns);
        foreach (ref var probability in probabilities.Span)
        {
            probability = Log(Math.Max(probability, floor)) / temperature;
        }

        Loss.SoftmaxCrossEntropy.Predict(probabilities);
    }

    private static Matrix<float> Logarithms(Matrix<float> probabilities)
    {
        var floor = Floor(probabilities.Columns);
        var logarithms = new Matrix<float>(probabilities.Rows, probabilities.Columns);
        for (var i = 0; i < logarithms.Span.Length; i++)
        {
            logarithms.Span[i] = Log(Math.Max(probabilities.Span[i], floor));
        }

        return logarithms;
    }

    /// <summary>Where a function of one valley is smallest: each step keeps the part of 0.618 of the interval that has the lower of two points.</summary>
    private static float Smallest(Func<float, double> of, float low, float high)
    {
        const float Golden = 0.618034f;
        var (left, right) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
        var (atLeft, atRight) = (of(left), of(right));
        for (var search = 0; search < Searches; search++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (Golden * (high - low));
                atLeft = of(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (Golden * (high - low));
                atRight = of(right);
            }
        }

        return (low + high) / 2;
    }

    /// <summary>The library's own functions: the temperature has the same bits on every processor.</summary>
    private static float Exp(float x) => Real32.Exp(new Real32(x)).Value;

    private static float Log(float x) => Real32.Log(new Real32(x)).Value;
}
