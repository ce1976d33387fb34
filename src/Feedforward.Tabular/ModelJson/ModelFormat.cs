using Feedforward.Layers;

namespace Feedforward.Tabular;

/// <summary>Names of the JSON that describes a model.</summary>
internal static class ModelFormat
{
    /// <summary>What the <c>format</c> field says.</summary>
    public const string Name = "feedforward-tabular";

    /// <summary>The newest version that is read.</summary>
    public const int Version = 2;

    /// <summary>The most inputs, units or layers that a description may name.</summary>
    public const int LargestSize = 1 << 24;

    /// <summary>The most networks side by side that a description may name: they can multiply a network's width without a parameter.</summary>
    public const int LargestEnsemble = 1 << 12;

    /// <summary>
    /// The version written: the oldest that reads the model rightly. Version 1 knows no temperature, no members and no range of
    /// predictions and would predict something else without a word; of newer layers and encoders it would say that they are damage.
    /// </summary>
    public static int VersionOf(TabularModel model) =>
        model.Calibration is { Temperature: not 1 } || model.Members > 1 || model.TargetScale.IsBounded
        || model.Preprocessing.Encoders.Any(encoder => encoder is RobustNumberEncoder or QuantileEncoder or NumberAndRankEncoder or CategoryCodeEncoder)
        || model.Network.Layers.Any(IsOfVersion2)
            ? 2
            : 1;

    /// <summary>A name as JSON writes it: learningTask rather than LearningTask.</summary>
    public static string Text<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static bool IsOfVersion2(Layer layer) =>
        layer is Scale or Shift or ParametricActivation or EnsembleDense or PeriodicEmbedding or CategoryEmbedding or Concatenation
            or BatchEnsembleDense or PiecewiseLinearEmbedding
        || layer.Children.Any(IsOfVersion2);
}
