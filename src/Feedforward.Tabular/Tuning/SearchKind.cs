namespace Feedforward.Tabular.Tuning;

/// <summary>How a search spends its epochs.</summary>
public enum SearchKind
{
    /// <summary>Every configuration is trained for all epochs (Bergstra, Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012).</summary>
    Random,

    /// <summary>
    /// Many configurations are trained for few epochs and the best of them again for more (Jamieson, Talwalkar, "Non-stochastic best arm
    /// identification and hyperparameter optimization", AISTATS 2016).
    /// </summary>
    Halving,
}
