namespace Feedforward.Tabular;

/// <summary>Names of the JSON that describes a model.</summary>
internal static class ModelFormat
{
    /// <summary>What the <c>format</c> field says.</summary>
    public const string Name = "feedforward-tabular";

    /// <summary>The version written, and the newest that is read. Version 1 knew neither members nor a range of predictions.</summary>
    public const int Version = 2;

    /// <summary>The most inputs, units or layers that a description may name.</summary>
    public const int LargestSize = 1 << 24;

    /// <summary>The most networks side by side that a description may name: they can multiply a network's width without a parameter.</summary>
    public const int LargestEnsemble = 1 << 12;

    /// <summary>A name as JSON writes it: learningTask rather than LearningTask.</summary>
    public static string Text<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
