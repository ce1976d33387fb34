namespace Feedforward.Benchmarks.Serving;

/// <summary>What some connections saw in some time.</summary>
/// <param name="PerSecond">Answers in a second.</param>
/// <param name="Median">Half of the answers took no longer, in milliseconds.</param>
/// <param name="NinetyNine">99 of 100 took no longer, in milliseconds.</param>
internal sealed record LoadResult(double PerSecond, double Median, double NinetyNine);
