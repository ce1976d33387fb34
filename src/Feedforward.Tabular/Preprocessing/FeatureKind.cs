namespace Feedforward.Tabular;

/// <summary>What a feature is to the network that reads it.</summary>
public enum FeatureKind
{
    /// <summary>A number on a continuous scale, such as a scaled column or a part of a date. It may be embedded.</summary>
    Number,

    /// <summary>A number on a continuous scale that is spread evenly already, such as the score of a rank. It may be embedded by lines.</summary>
    Score,

    /// <summary>1 where something holds and 0 where it does not: a truth value, a category's own feature, a missing cell. It is used as it is.</summary>
    Indicator,

    /// <summary>The number of a category, counted from 1, or 0 for none of those known. It means nothing as a quantity and has to be embedded.</summary>
    Code,
}
