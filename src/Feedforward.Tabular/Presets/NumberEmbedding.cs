using Feedforward.Layers;

namespace Feedforward.Tabular;

/// <summary>What a preset does with numbers before they are mixed with the other features.</summary>
public enum NumberEmbedding
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>Waves: <see cref="Layers.PeriodicEmbedding"/>.</summary>
    Periodic,

    /// <summary>Lines from quantile to quantile: <see cref="PiecewiseLinearEmbedding"/>.</summary>
    PiecewiseLinear,

    /// <summary>
    /// Waves for their sizes and lines for their ranks, where <see cref="NumberScaling.RobustAndQuantile"/> gives both: waves suit smooth
    /// dependence, lines with bends suit thresholds, such as a tax bracket or a coast: Gorishniy, Rubachev, Babenko, "On embeddings for numerical
    /// features", NeurIPS 2022, section 5.
    /// </summary>
    PeriodicAndPiecewiseLinear,
}
