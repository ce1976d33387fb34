using Feedforward.Tabular.Tests.Schemas;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular.Tests.Tuning;

public sealed class SearchSpaceTests
{
    private static readonly Preset s_classes = Tabular.Presets.Auto(NumberSchema.Of(LearningTask.Binary), 1000);
    private static readonly Preset s_numbers = Tabular.Presets.Auto(NumberSchema.Of(LearningTask.Regression), 1000);

    [Fact]
    public void TheFirstConfigurationIsThePresetsOwn()
    {
        foreach (var (preset, task) in new[] { (s_classes, LearningTask.Binary), (s_numbers, LearningTask.Regression) })
        {
            Assert.Equal(preset.Describe(), SearchSpace.For(preset, task).Configuration(7, 0).Apply(preset).Describe());
        }
    }

    [Fact]
    public void AConfigurationDependsOnSeedAndNumberAlone()
    {
        var space = SearchSpace.For(s_classes, LearningTask.Binary);
        var forwards = Enumerable.Range(0, 20).Select(number => Text(space.Configuration(3, number))).ToList();
        var backwards = Enumerable.Range(0, 20).Reverse().Select(number => Text(SearchSpace.For(s_classes, LearningTask.Binary).Configuration(3, number))).Reverse();
        Assert.Equal(forwards, backwards);
        Assert.Equal(20, forwards.Distinct().Count());
        Assert.NotEqual(forwards[1], Text(space.Configuration(4, 1)));
    }

    [Fact]
    public void WhatIsDrawnIsInThePreset()
    {
        var space = SearchSpace.For(s_classes, LearningTask.Binary);
        for (var number = 0; number < 200; number++)
        {
            var configuration = space.Configuration(1, number);
            var preset = configuration.Apply(s_classes);
            preset.Check();
            foreach (var (name, value) in configuration.Values)
            {
                Assert.True(space.Searched[name].Contains(value), $"{name} {value}");
                Assert.Equal(value, HyperParameter.Named(name).In(preset));
            }
        }
    }

    [Fact]
    public void FixingOneChangesNoOther()
    {
        var space = SearchSpace.For(s_classes, LearningTask.Binary);
        var narrowed = space.Fix("dropout", "0.5").Range("width", "16..20");
        for (var number = 0; number < 10; number++)
        {
            var (before, after) = (space.Configuration(1, number).Values, narrowed.Configuration(1, number).Values);
            Assert.Equal("0.5", after["dropout"]);
            Assert.InRange(int.Parse(after["width"], System.Globalization.CultureInfo.InvariantCulture), 16, 20);
            Assert.Equal(
                before.Where(pair => pair.Key is not ("dropout" or "width")),
                after.Where(pair => pair.Key is not ("dropout" or "width")));
        }

        // The preset's own width is brought into the range.
        Assert.Equal("20", narrowed.Configuration(1, 0).Values["width"]);
    }

    [Fact]
    public void LabelsAreSmoothedWhereAccuracyIsWhatCounts()
    {
        Assert.Contains("label-smoothing", SearchSpace.For(s_classes, LearningTask.Binary).Searched.Keys);
        Assert.DoesNotContain("label-smoothing", SearchSpace.For(s_classes with { Metric = "auc" }, LearningTask.Binary).Searched.Keys);
        Assert.DoesNotContain("label-smoothing", SearchSpace.For(s_numbers, LearningTask.Regression).Searched.Keys);
        Assert.Throws<ArgumentException>(() => SearchSpace.For(s_numbers, LearningTask.Regression).Fix("label-smoothing", "0.1"));
    }

    [Theory]
    [InlineData("droput", "0.1", "There is no hyper-parameter 'droput'")]
    [InlineData("dropout", "1", "dropout cannot be '1'")]
    [InlineData("dropout", "much", "dropout cannot be 'much'")]
    [InlineData("width", "1.5", "width cannot be '1.5'")]
    [InlineData("activation", "step", "activation cannot be 'step'")]
    [InlineData("number-embedding", "yes", "it is none,periodic,piecewise-linear")]
    public void AValueThatCannotBeIsRefused(string name, string value, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => SearchSpace.For(s_classes, LearningTask.Binary).Fix(name, value)).Message);

    [Theory]
    [InlineData("learning-rate", "0..1", "such as 0.001..0.1")]
    [InlineData("width", "64..16", "the smaller one first")]
    [InlineData("activation", "relu,rleu", "some of its values")]
    public void ARangeThatCannotBeIsRefused(string name, string range, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => SearchSpace.For(s_classes, LearningTask.Binary).Range(name, range)).Message);

    /// <summary>A quarter to twice the preset's, within what a minibatch can be.</summary>
    [Theory]
    [InlineData(256, 64, 512)]
    [InlineData(16, 4, 32)]
    [InlineData(1, 1, 2)]
    [InlineData(1_000_000, 250_000, 1_048_576)]
    [InlineData(int.MaxValue, 524_288, 1_048_576)]
    public void MinibatchesAreSearchedAroundThePresets(int batchSize, int least, int most)
    {
        var range = Assert.IsType<NumberRange>(SearchSpace.For(s_classes with { BatchSize = batchSize }, LearningTask.Binary).Searched["batch"]);
        Assert.Equal((least, most), ((int)range.Low, (int)range.High));
        Assert.True(HyperParameter.Named("batch").Domain.Contains(range.Low.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.True(HyperParameter.Named("batch").Domain.Contains(range.High.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The hidden layers' widths are searched as one number, so a preset with several keeps them.</summary>
    [Fact]
    public void WidthsThatDifferAreKept()
    {
        var preset = s_classes with { Hidden = [64, 32] };
        var space = SearchSpace.For(preset, LearningTask.Binary);
        Assert.Equal([64, 32], space.Configuration(1, 5).Apply(preset).Hidden);
    }

    private static string Text(Configuration configuration) => string.Join(' ', configuration.Values.Select(pair => $"{pair.Key}={pair.Value}"));
}
