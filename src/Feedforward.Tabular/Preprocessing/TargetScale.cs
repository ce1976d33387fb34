namespace Feedforward.Tabular;

/// <summary>
/// How a regression target becomes what the network learns: (y − Mean) / Deviation. The prediction is the network's
/// output · Deviation + Mean. Mean 0 and deviation 1 where the target is taken as it is.
/// </summary>
/// <param name="Mean">The mean of the training part's targets, or 0.</param>
/// <param name="Deviation">Their deviation about the mean (divided by n), or 1.</param>
public sealed record TargetScale(float Mean, float Deviation)
{
    /// <summary>The target as it is.</summary>
    public static TargetScale None { get; } = new(0, 1);

    /// <summary>The least prediction, in the target's unit: that of the training part where predictions are kept in its range, else −∞.</summary>
    public float Minimum { get; init; } = float.NegativeInfinity;

    /// <summary>The greatest prediction, in the target's unit: that of the training part where predictions are kept in its range, else ∞.</summary>
    public float Maximum { get; init; } = float.PositiveInfinity;

    internal bool IsBounded => float.IsFinite(Minimum) || float.IsFinite(Maximum);

    /// <summary>From the target to what the network learns.</summary>
    /// <param name="target">A target.</param>
    public float Encode(float target) => (target - Mean) / Deviation;

    /// <summary>From the network's output to the prediction.</summary>
    /// <param name="output">An output.</param>
    public float Decode(float output) => Math.Clamp((output * Deviation) + Mean, Minimum, Maximum);

    internal static TargetScale Fit(ReadOnlySpan<float> targets)
    {
        var moments = Moments.Of(targets);
        return new TargetScale(moments.Mean, moments.Deviation);
    }
}
