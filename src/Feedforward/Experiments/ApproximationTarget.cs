using Feedforward.Kernels;

namespace Feedforward.Experiments;

/// <summary>A function to approximate.</summary>
/// <param name="x">The inputs, each from −1 to 1.</param>
public delegate float TargetFunction(ReadOnlySpan<float> x);

/// <summary>A function on [−1, 1] or [−1, 1]² to approximate.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Formula">Its formula, to be shown.</param>
/// <param name="Inputs">How many inputs it has: 1 or 2.</param>
/// <param name="Function">The function; its values should be of size about 1.</param>
public sealed record ApproximationTarget(string Name, string Formula, int Inputs, TargetFunction Function)
{
    /// <summary>Two periods of a sine: smooth.</summary>
    public static ApproximationTarget Wave { get; } = new("wave", "sin(2πx)", 1, x => Sine(2 * x[0]));

    /// <summary>A corner at 0: continuous, not differentiable.</summary>
    public static ApproximationTarget Corner { get; } = new("corner", "|x|", 1, x => Math.Abs(x[0]));

    /// <summary>A narrow bell.</summary>
    public static ApproximationTarget Bump { get; } = new("bump", "1/(1 + 25x²)", 1, x => 1 / (1 + (25 * x[0] * x[0])));

    /// <summary>A saddle.</summary>
    public static ApproximationTarget Saddle { get; } = new("saddle", "x₁x₂", 2, x => x[0] * x[1]);

    /// <summary>Hills and hollows like a chessboard's squares.</summary>
    public static ApproximationTarget Ripple { get; } = new("ripple", "sin(πx₁)·sin(πx₂)", 2, x => Sine(x[0]) * Sine(x[1]));

    /// <summary>All of these.</summary>
    public static IReadOnlyList<ApproximationTarget> All { get; } = [Wave, Corner, Bump, Saddle, Ripple];

    /// <summary>The target with a name (case does not matter).</summary>
    /// <param name="name">For example "wave".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static ApproximationTarget Named(string name) =>
        All.FirstOrDefault(target => string.Equals(target.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no target '{name}'. The targets are: {string.Join(", ", All.Select(t => t.Name))}.", nameof(name));

    /// <summary>A function of one input drawn by hand: straight lines through values at regular places from −1 to 1.</summary>
    /// <param name="values">Two values or more, all finite.</param>
    /// <exception cref="ArgumentException">There are too few, or one is not finite.</exception>
    public static ApproximationTarget Drawn(IReadOnlyList<float> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2 || !values.All(float.IsFinite))
        {
            throw new ArgumentException("A drawn target has two values or more, all finite.", nameof(values));
        }

        return new ApproximationTarget("drawn", "drawn", 1, x =>
        {
            var place = Math.Clamp((x[0] + 1) / 2, 0, 1) * (values.Count - 1);
            var left = Math.Min((int)place, values.Count - 2);
            return values[left] + ((values[left + 1] - values[left]) * (place - left));
        });
    }

    /// <summary>sin(πt) = cos(π(t − ½)), the same bits everywhere.</summary>
    private static float Sine(double t) => (float)PortableCosine.OfPi(t - 0.5);
}
