namespace Feedforward.Tabular;

/// <summary>How the numbers of a column become a feature.</summary>
public enum NumberScaling
{
    /// <summary>Standardised by mean and deviation: <see cref="NumberEncoder"/>.</summary>
    Standard,

    /// <summary>Scaled by median and quartiles, then clipped smoothly: <see cref="RobustNumberEncoder"/>.</summary>
    Robust,

    /// <summary>By rank, to a normal distribution: <see cref="QuantileEncoder"/>.</summary>
    Quantile,

    /// <summary>By size and by rank, two features: <see cref="NumberAndRankEncoder"/>.</summary>
    RobustAndQuantile,
}
