using System.CommandLine;
using Feedforward.Tabular;

namespace Feedforward.Cli.Options;

/// <content>Who chooses the network, and what the other options change in that.</content>
internal sealed partial class TrainingChoices
{
    /// <summary>Options that only a plain network has.</summary>
    private IReadOnlyList<Option> OfPlain => [_loss, _optimizer, _l1, _l2, _batchNormalization, _layerNormalization, _clip];

    /// <summary>Options that say what the network is.</summary>
    private IReadOnlyList<Option> Describes => [_hidden, _activation];

    /// <summary>The preset's name. Who describes the network without naming one gets exactly what was described.</summary>
    /// <exception cref="UsageException">The preset does not go with another option.</exception>
    public string Preset(ParseResult parsed, bool isBuiltIn)
    {
        var named = parsed.GetValue(_preset);
        var describing = OfPlain.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name).ToList();
        if (parsed.GetValue(_alternative) is not (null or PresetAlternative.None) && (named == Presets.Plain || (named is null && (isBuiltIn || IsDescribed()))))
        {
            throw new UsageException($"{_alternative.Name} changes a preset, and here the other options choose. Leave it out, or add --preset auto or best.");
        }

        if (parsed.GetValue(_from) is not null)
        {
            return named is null ? Presets.Plain : throw new UsageException("--preset does not go with --from: the model has made that choice. Leave one of them out.");
        }

        if (named is null)
        {
            return isBuiltIn || IsDescribed() ? Presets.Plain : "auto";
        }

        return named == Presets.Plain || describing.Count == 0
            ? named
            : throw new UsageException($"{describing[0]} goes with --preset plain; the preset '{named}' makes that choice. Leave one of them out.");

        bool IsDescribed() => describing.Count > 0 || Describes.Any(option => parsed.GetResult(option) is { Implicit: false });
    }
}
