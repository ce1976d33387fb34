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
        if (parsed.GetValue(_from) is not null)
        {
            return named is null ? Presets.Plain : throw new UsageException("--preset does not go with --from: the model has made that choice. Leave one of them out.");
        }

        if (named is null)
        {
            return isBuiltIn || describing.Count > 0 || Describes.Any(option => parsed.GetResult(option) is { Implicit: false }) ? Presets.Plain : "auto";
        }

        return named == Presets.Plain || describing.Count == 0
            ? named
            : throw new UsageException($"{describing[0]} goes with --preset plain; the preset '{named}' makes that choice. Leave one of them out.");
    }

    /// <summary>What the options change in a preset.</summary>
    public Func<Preset, Preset> Adjust(ParseResult parsed) => preset => preset with
    {
        Hidden = parsed.GetResult(_hidden) is null ? preset.Hidden : parsed.GetValue(_hidden) ?? [],
        Activation = parsed.GetValue(_activation) ?? preset.Activation,
        LearningRate = parsed.GetValue(_learningRate) ?? preset.LearningRate,
        Schedule = parsed.GetValue(_schedule) ?? preset.Schedule,
        BatchSize = parsed.GetValue(_batch) ?? preset.BatchSize,
        Epochs = parsed.GetValue(_epochs) ?? preset.Epochs,
        Patience = parsed.GetValue(_patience) is { } patience ? (patience == 0 ? null : patience) : preset.Patience,
        Dropout = (float?)parsed.GetValue(_dropout) ?? preset.Dropout,
        LabelSmoothing = (float?)parsed.GetValue(_labelSmoothing) ?? preset.LabelSmoothing,
        Folds = parsed.GetValue(_validation) is null ? preset.Folds : 0,
    };
}
