using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>What an epoch belongs to where it is not the training itself.</summary>
internal static class EpochText
{
    /// <summary>With a colon and a space at its end; empty for an epoch of the training.</summary>
    public static string Prefix(TabularEpoch epoch) =>
        epoch.IsRefit ? "all rows: "
        : epoch.Alternative is { } names ? $"trial ({(names == PresetAlternative.None ? "as it is" : names)}): "
        : string.Empty;
}
