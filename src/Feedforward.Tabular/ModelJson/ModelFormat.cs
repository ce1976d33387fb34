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

    /// <summary>
    /// The version written: the oldest that reads the model rightly. Version 1 knows no temperature and would give other
    /// probabilities without a word.
    /// </summary>
    public static int VersionOf(TabularModel model) => model.Calibration is { Temperature: not 1 } ? 2 : 1;

    /// <summary>A name as JSON writes it: learningTask rather than LearningTask.</summary>
    public static string Text<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
