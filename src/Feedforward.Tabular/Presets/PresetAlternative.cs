namespace Feedforward.Tabular;

/// <summary>
/// A change of a preset that makes a clearly better model of some tables and a worse one of others, so that rows held back decide on it
/// (<see cref="Preset.Alternatives"/>) or a person does (<see cref="TabularOptions.Alternative"/>).
/// </summary>
/// <param name="Name">What it is called where it is chosen.</param>
/// <param name="Meaning">What it is, in few words.</param>
/// <param name="IsOfNumbers">Whether it changes nothing in a table without columns of numbers.</param>
/// <param name="Change">Changes a preset.</param>
public sealed record PresetAlternative(string Name, string Meaning, bool IsOfNumbers, Func<Preset, Preset> Change)
{
    /// <summary>Stands for the preset as it is.</summary>
    public const string None = "none";

    /// <summary>
    /// Where targets have little noise there is nothing for dropout to smooth, and more epochs go on paying.
    /// </summary>
    public static PresetAlternative LongWithoutDropout { get; } = new(
        "long-without-dropout", "no dropout, in twice the epochs", IsOfNumbers: false, preset => preset with { Dropout = 0, Epochs = 2 * preset.Epochs });

    /// <summary>Waves alone.</summary>
    public static PresetAlternative Periodic { get; } = new(
        "periodic", "sizes of numbers embedded by waves, ranks as they are", IsOfNumbers: true, preset => preset with { NumberEmbedding = NumberEmbedding.Periodic });

    /// <summary>Both, as <see cref="NumberEmbedding.PeriodicAndPiecewiseLinear"/> has it.</summary>
    public static PresetAlternative PeriodicAndPiecewiseLinear { get; } = new(
        "periodic-and-piecewise-linear",
        "sizes of numbers embedded by waves, ranks by lines that bend at quantiles",
        IsOfNumbers: true,
        preset => preset with { NumberEmbedding = NumberEmbedding.PeriodicAndPiecewiseLinear });

    /// <summary>Lines alone.</summary>
    public static PresetAlternative PiecewiseLinear { get; } = new(
        "piecewise-linear",
        "sizes of numbers embedded by lines that bend at quantiles, ranks as they are",
        IsOfNumbers: true,
        preset => preset with { NumberEmbedding = NumberEmbedding.PiecewiseLinear });

    /// <summary>All there are.</summary>
    public static IReadOnlyList<PresetAlternative> All { get; } = [LongWithoutDropout, Periodic, PeriodicAndPiecewiseLinear, PiecewiseLinear];

    /// <summary>A preset with alternatives that were chosen, so that nothing is left to choose.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="names">Names with commas between, or <see cref="None"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name, or two say how numbers are embedded; the message lists the names.</exception>
    internal static Preset Apply(Preset preset, string names)
    {
        PresetAlternative[] chosen = [.. (names == None ? [] : names.Split(',')).Select(name => All.FirstOrDefault(alternative => alternative.Name == name)
            ?? throw new ArgumentException($"There is no alternative '{name}'. They are: {None}, {string.Join(", ", All.Select(alternative => alternative.Name))}."))];
        if (chosen.Count(alternative => alternative.IsOfNumbers) > 1)
        {
            throw new ArgumentException(
                $"The alternatives '{names}' say twice how numbers are embedded. Name one of {string.Join(", ", All.Where(alternative => alternative.IsOfNumbers).Select(alternative => alternative.Name))}.");
        }

        return chosen.Aggregate(preset, (changed, alternative) => alternative.Change(changed)) with { Alternatives = [], Alternative = names };
    }

    /// <summary>One more beside those that were chosen.</summary>
    internal string After(string names) => names == None ? Name : $"{names},{Name}";
}
