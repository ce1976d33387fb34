using System.Collections.Concurrent;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Parity;

/// <summary>A model of <see cref="ParityTable"/> for each preset and task, small and hardly trained: every part is there, and every weight has moved.</summary>
internal static class ParityModels
{
    private static readonly ConcurrentDictionary<(string Preset, string Target), Lazy<TabularModel>> s_models = new();

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var preset in Presets.Names)
            {
                foreach (var target in ParityTable.Targets)
                {
                    data.Add(preset, target);
                }
            }

            return data;
        }
    }

    public static TabularModel Of(string preset, string target) =>
        s_models.GetOrAdd((preset, target), key => new Lazy<TabularModel>(() => Trained(key.Preset, key.Target))).Value;

    private static TabularModel Trained(string preset, string target) => TabularTrainer.Fit(ParityTable.TrainingPart, new TabularOptions
    {
        Target = target,
        Drop = [.. ParityTable.Targets.Where(other => other != target)],
        Types = ParityTable.Types,
        Preset = preset,
        Adjust = Smaller,
        Hidden = preset == Presets.Plain ? [9, 7] : null,
        Epochs = preset == Presets.Plain ? 3 : null,
        Validation = preset == Presets.Plain || preset == "fast" ? 0.2 : null,
        Calibrate = target != "price",
        Test = 0,
        Threads = 1,
        Seed = 5,
    }).Model;

    /// <summary>As many parts as the preset has, auto's those for many rows; fewer and smaller members.</summary>
    private static Preset Smaller(Preset preset) => preset with
    {
        NumberEmbedding = preset.Name == "auto" ? NumberEmbedding.PeriodicAndPiecewiseLinear : preset.NumberEmbedding,
        Members = (preset.Members + 2) / 3,
        Folds = (preset.Folds + 2) / 3,
        Hidden = [.. preset.Hidden.Select(width => width / 16)],
        Epochs = 3,
        BatchSize = 64,
    };
}
