namespace Feedforward.Tabular.Tuning;

/// <summary>What a trial tries: a value for each hyper-parameter that is searched or was fixed.</summary>
/// <param name="Number">Which one, from 0: that of the preset itself.</param>
/// <param name="Values">The values by the names of the hyper-parameters, in the order of <see cref="HyperParameter.All"/>.</param>
public sealed record Configuration(int Number, OrderedDictionary<string, string> Values)
{
    /// <summary>The preset with these values in place of its own.</summary>
    /// <param name="preset">The preset.</param>
    public Preset Apply(Preset preset)
    {
        foreach (var (name, value) in Values)
        {
            preset = HyperParameter.Named(name).Apply(preset, value);
        }

        return preset;
    }
}
