namespace Feedforward.Tabular;

/// <summary>
/// <see cref="Metrics.LogLoss"/> with the library's own logarithm, which has the same bits on every processor: what is chosen
/// by it must not depend on the platform's. It agrees with the other to the precision of 32-bit numbers.
/// </summary>
internal static class PortableLogLoss
{
    private const float Epsilon = 1f / (1 << 23);

    public static double Of(Matrix<float> probabilities, ReadOnlySpan<int> labels)
    {
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            var p = probabilities.Columns > 1 ? probabilities[row, labels[row]]
                : labels[row] == 1 ? probabilities[row, 0]
                : 1 - probabilities[row, 0];
            sum -= Real32.Log(new Real32(Math.Clamp(p, Epsilon, 1 - Epsilon))).Value;
        }

        return sum / labels.Length;
    }
}
