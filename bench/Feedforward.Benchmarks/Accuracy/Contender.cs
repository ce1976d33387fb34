namespace Feedforward.Benchmarks.Accuracy;

/// <summary>A preset, whole or with a part left out.</summary>
/// <param name="Preset">One of <see cref="ModelUnderTest.Presets"/>.</param>
/// <param name="Without">The part that is left out; null for none.</param>
internal sealed record Contender(string Preset, PresetPart? Without = null)
{
    /// <summary>What its runs are called.</summary>
    public string Name => Without is null ? Preset : $"{Preset} without {Without.Name}";
}
