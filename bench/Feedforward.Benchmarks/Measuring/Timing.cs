namespace Feedforward.Benchmarks.Measuring;

/// <summary>Time of a unit of work, in microseconds.</summary>
/// <param name="Best">In the best stretch: what the program can do.</param>
/// <param name="Mean">Over all stretches: what one waits for.</param>
public readonly record struct Timing(double Best, double Mean);
