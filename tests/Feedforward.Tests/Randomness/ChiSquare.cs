namespace Feedforward.Tests.Randomness;

/// <summary>Pearson's statistic Σ(observed − expected)²/expected for equally likely outcomes.</summary>
internal static class ChiSquare
{
    public static double Of(int[] observed)
    {
        var expected = observed.Average();
        return observed.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
