namespace Feedforward.Training;

/// <summary>Remembers the best epoch and says when waiting for a better one is over (Prechelt, "Early stopping – but when?", 1998).</summary>
/// <param name="patience">How many epochs without a better one are waited for; null to wait for ever.</param>
/// <param name="keepsLastOfTies">Whether an epoch as good as the best takes its place. It does not begin the waiting anew: only a better one does.</param>
internal sealed class EarlyStopping(int? patience, bool keepsLastOfTies = false)
{
    /// <summary>The best epoch so far, 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The value of the best epoch.</summary>
    public double BestValue { get; private set; } = double.PositiveInfinity;

    /// <summary>The epoch the patience is counted from.</summary>
    public int LastImprovement { get; private set; }

    /// <summary>Goes on where another stood.</summary>
    public void Resume(int bestEpoch, double bestValue, int lastImprovement) =>
        (BestEpoch, BestValue, LastImprovement) = (bestEpoch, bestValue, lastImprovement);

    /// <summary>
    /// Takes the value of an epoch; true where it is the best so far. The first is, whatever its value, so that training never
    /// gives back less than its first epoch; a value that is not a number is worse than any other.
    /// </summary>
    public bool Improves(int epoch, double value)
    {
        if (BestEpoch > 0 && !(value < BestValue || (double.IsNaN(BestValue) && !double.IsNaN(value))))
        {
            return keepsLastOfTies && value == BestValue && Take(epoch);
        }

        BestValue = value;
        LastImprovement = epoch;
        return Take(epoch);
    }

    /// <summary>Takes an epoch as the best whatever its value, where there is nothing to judge it by.</summary>
    public bool Take(int epoch)
    {
        BestEpoch = epoch;
        return true;
    }

    /// <summary>Whether the last improvement lies further back than the patience.</summary>
    public bool IsOver(int epoch) => patience is { } epochs && epoch - LastImprovement > epochs;
}
