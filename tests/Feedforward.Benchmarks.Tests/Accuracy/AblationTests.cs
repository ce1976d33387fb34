using Feedforward.Benchmarks.Accuracy;
using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Tests.Accuracy;

public class AblationTests
{
    private static readonly KnownSet s_flowers = new("flowers", "kind", LearningTask.Multiclass, []);
    private static readonly KnownSet s_prices = new("prices", "price", LearningTask.Regression, []);

    [Fact]
    public void WithoutAPartIsDividedByTheWhole()
    {
        var part = PresetPart.All.Single(part => part.Name == "dropout");
        var smoothing = PresetPart.All.Single(part => part.Name == "label-smoothing");
        TabularRun[] runs =
        [
            Flowers("auto", 0, 0.1, 0.4), Flowers("auto without dropout", 0, 0.3, 0.5), Flowers("auto without label-smoothing", 0, 0.1, 0.3),
            Prices("auto", 0, 0.4), Prices("auto without dropout", 0, 0.5),

            // A seed that one of the two still lacks does not count.
            Prices("auto", 1, 9), Prices("fast without dropout", 0, 7),
        ];
        var text = new Ablation([s_flowers, s_prices], [part, smoothing], runs).ToTable("auto").ToMarkdown();

        // (0.3 + 0.05)/(0.1 + 0.05) = 2.333 counts as 2 in the mean, 0.5/0.4 = 1.25: √2.5 = 1.581; log loss 0.5/0.4.
        Assert.Contains("| dropout         | none               |   2.333 |  1.250 |          1.581 |    1.250 |", text, StringComparison.Ordinal);
        Assert.Contains("| label-smoothing | labels as they are |   1.000 |      — |          1.000 |    0.750 |", text, StringComparison.Ordinal);
    }

    /// <summary>Each part is one that some preset has for some task, and leaving it out gives a preset that can be trained.</summary>
    [Fact]
    public void EachPartIsInAPresetAndCanBeLeftOut()
    {
        Assert.Equal(PresetPart.All.Count, PresetPart.All.Select(part => part.Name).Distinct().Count());
        foreach (var part in PresetPart.All)
        {
            Assert.Contains(Enum.GetValues<LearningTask>(), task => part.IsIn(Preset("auto", task)));
            var options = new TabularOptions { Target = "y", Preset = "auto", Adjust = part.LeaveOut };
            Assert.Equal("auto", Presets.Of(options, SchemaOf(LearningTask.Regression), 20_000)!.Name);
            Assert.Equal("auto", Presets.Of(options, SchemaOf(LearningTask.Multiclass), 20_000)!.Name);
        }
    }

    [Fact]
    public void AFewPartsAreNotInEveryPreset()
    {
        Assert.False(Part("label-smoothing").IsIn(Preset("auto", LearningTask.Regression)));
        Assert.False(Part("range-of-targets").IsIn(Preset("auto", LearningTask.Binary)));
        Assert.False(Part("ensemble").IsIn(Preset("fast", LearningTask.Binary)));
        Assert.False(Part("folds").IsIn(Preset("auto", LearningTask.Regression)));
        Assert.False(Part("lines").IsIn(Preset("auto", LearningTask.Binary, 14_999)));

        static PresetPart Part(string name) => PresetPart.All.Single(part => part.Name == name);
    }

    private static Preset Preset(string name, LearningTask task, int rows = 20_000) => Presets.Named(name, SchemaOf(task), rows);

    private static Schema SchemaOf(LearningTask task) => new([new FeatureColumn("x", ColumnKind.Number)], new TargetColumn("y", task, [], Numeric: false), []);

    private static TabularRun Flowers(string model, uint seed, double error, double logLoss) => new(
        "flowers", model, seed, 1, 40, 10, new Dictionary<string, double> { ["err"] = error, ["logloss"] = logLoss }, 1);

    private static TabularRun Prices(string model, uint seed, double error) => new(
        "prices", model, seed, 1, 40, 10, new Dictionary<string, double> { ["nrmse"] = error }, 1);
}
