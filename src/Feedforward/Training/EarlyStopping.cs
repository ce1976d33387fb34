namespace Feedforward.Training;

/// <summary>Remembers the best epoch and says when waiting for a better one is over (Prechelt, "Early stopping – but when?", 1998).</summary>
internal sealed class EarlyStopping(int? patience)
{
    private double _best = double.PositiveInfinity;

    /// <summary>The best epoch so far, 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>
    /// Takes the value of an epoch; true where it is the best so far. The first is, whatever its value, so that training never
    /// gives back less than its first epoch; a value that is not a number is worse than any other.
    /// </summary>
    public bool Improves(int epoch, double value)
    {
        if (BestEpoch > 0 && !(value < _best || (double.IsNaN(_best) && !double.IsNaN(value))))
        {
            return false;
        }

        _best = value;
        BestEpoch = epoch;
        return true;
    }

    /// <summary>Takes an epoch as the best whatever its value, where there is nothing to judge it by.</summary>
    public bool Take(int epoch)
    {
        BestEpoch = epoch;
        return true;
    }

    /// <summary>Whether the last improvement lies further back than the patience.</summary>
    public bool IsOver(int epoch) => patience is { } epochs && epoch - BestEpoch > epochs;
}
