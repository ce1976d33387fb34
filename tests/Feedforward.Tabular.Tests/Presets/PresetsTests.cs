using System.Globalization;
using System.Text;
using Feedforward.Layers;
using Feedforward.Randomness;
using Feedforward.Tabular.Tests.Schemas;

namespace Feedforward.Tabular.Tests.Presets;

/// <summary>What presets promise, on tables good and bad.</summary>
public sealed class PresetsTests
{
    public static TheoryData<string, bool> Presets { get; } =
        new(from name in new[] { "auto", "fast", "best" } from isRegression in new[] { false, true } select (name, isRegression));

    [Theory]
    [MemberData(nameof(Presets))]
    public void EachPresetLearnsWhatALineCannot(string preset, bool isRegression)
    {
        var result = Fit(Rings(200, isRegression), preset, epochs: 24);
        var expected = Tabular.Presets.Named(preset, NumberSchema.Of(isRegression ? LearningTask.Regression : LearningTask.Binary), 160);
        Assert.Equal(expected.Members, result.Model.Members);
        Assert.InRange(isRegression ? result.Test!.Metrics["r2"] : result.Test!.Metrics["accuracy"], 0.8, 1);
        Assert.Equal(preset, result.Model.Training.Options["preset"]);

        // With folds every row is judged by members that did not learn from it.
        Assert.Equal(expected.Folds > 0 ? result.Split.Train.Count : result.Split.Validation.Count, result.Validation!.Rows);
    }

    /// <summary>The members' shared matrix and the bins of numbers learn it as well; so do numbers that are not embedded.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OtherPartsLearnItAsWell(bool isRegression)
    {
        var table = Rings(200, isRegression);
        Func<Preset, Preset>[] changes =
        [
            preset => preset with { SharedWeights = true },
            preset => preset with { NumberEmbedding = NumberEmbedding.PiecewiseLinear },
            preset => preset with { NumberEmbedding = NumberEmbedding.PeriodicAndPiecewiseLinear },
            preset => preset with { NumberEmbedding = NumberEmbedding.None, FitInitialParameters = false },
        ];
        foreach (var change in changes)
        {
            var result = Fit(table, "auto", epochs: 24, change: change);
            Assert.InRange(isRegression ? result.Test!.Metrics["r2"] : result.Test!.Metrics["accuracy"], 0.75, 1);
        }
    }

    /// <summary>Of a table with a number and a class each: the rank by lines of four numbers, the size by waves and itself, the indicators as they are.</summary>
    [Fact]
    public void RanksGoThroughLinesAndSizesThroughWaves()
    {
        var table = Text("a,b,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i % 7},{"pq"[i % 2]},{"uv"[i % 2]}\n")));
        var front = (Concatenation)Fit(table, "auto", 1, change: preset => preset with { NumberEmbedding = NumberEmbedding.PeriodicAndPiecewiseLinear }).Model.Network.Layers[0];
        Assert.Equal(
            ["PiecewiseLinearEmbedding 1", "PeriodicEmbedding 1", "none 2"],
            front.Branches.Select(branch => $"{branch.Layer?.GetType().Name ?? "none"} {branch.Count}"));
        Assert.Equal(5 * (4 + 4 + 2), front.OutputsFor(4));
    }

    [Fact]
    public void TheSameSeedGivesTheSameBitsWithAnyNumberOfThreads()
    {
        var table = Rings(120, isRegression: false);
        float[][] parameters = [.. new[] { 1, 2, 3 }.Select(threads => Fit(table, "auto", 6, threads).Model.Network.Parameters.ToArray())];
        Assert.Equal(parameters[0], parameters[1]);
        Assert.Equal(parameters[0], parameters[2]);
        Assert.NotEqual(parameters[0], Fit(table, "auto", 6, seed: 1).Model.Network.Parameters.ToArray());
    }

    [Fact]
    public void PredictedNumbersStayInTheRangeOfTheTargets()
    {
        var table = Rings(150, isRegression: true);
        var result = Fit(table, "auto", 6);
        var values = result.Model.Predict(Text("a,b,far\n1e30,-1e30,x\n-1e30,1e9,y\n0,0,x\n")).Values.ToArray();
        Assert.All(values, value => Assert.InRange(value, result.Model.TargetScale.Minimum, result.Model.TargetScale.Maximum));
    }

    /// <summary>30 rows; a constant, an empty, a doubled and a many-valued column; numbers of 1e30; missing cells; one class in ten rare.</summary>
    [Theory]
    [InlineData(30, false)]
    [InlineData(30, true)]
    [InlineData(200, false)]
    [InlineData(200, true)]
    public void ATableThatIsHardToDigestGivesFiniteResults(int rows, bool isRegression)
    {
        var random = new RandomStream(3, RandomPurpose.Data);
        var text = new StringBuilder("a,again,constant,empty,huge,id,gap,y\n");
        for (var i = 0; i < rows; i++)
        {
            var a = random.Normal(i);
            var y = isRegression ? (i % 20 == 3 ? 1e6 : a).ToString(CultureInfo.InvariantCulture) : i % 10 == 3 ? "rare" : "usual";
            text.Append(CultureInfo.InvariantCulture, $"{a},{a},7,,{(i % 9 == 0 ? "1e30" : "1")},k{i / 2},{(i % 3 == 0 ? "" : "2.5")},{y}\n");
        }

        var table = Text(text.ToString());
        foreach (var preset in new[] { "auto", "fast", "best" })
        {
            var model = Fit(table, preset, 4).Model;
            var predictions = model.Predict(table);
            Assert.All(isRegression ? predictions.Values.ToArray() : predictions.Probabilities.Span.ToArray(), number => Assert.True(float.IsFinite(number)));
            Assert.All(model.Network.Parameters.ToArray(), number => Assert.True(float.IsFinite(number)));
        }
    }

    [Theory]
    [InlineData(null, "accuracy", 0.1f)]
    [InlineData("accuracy", "accuracy", 0.1f)]
    [InlineData("auc", "auc", 0f)]
    [InlineData("log-loss", "log-loss", 0f)]
    public void LabelsAreSmoothedWhereAccuracyIsWhatCounts(string? metric, string expected, float smoothing)
    {
        var preset = Tabular.Presets.Of(new TabularOptions { Target = "y", Preset = "auto", Metric = metric }, NumberSchema.Of(LearningTask.Binary), 100)!;
        Assert.Equal((expected, smoothing), (preset.Metric, preset.LabelSmoothing));
    }

    /// <summary>Nothing said: auto. A network described: that network. A preset named: the preset, with what else was said.</summary>
    [Fact]
    public void TheOptionsDecideWhoChooses()
    {
        static Preset? Of(TabularOptions options) => Tabular.Presets.Of(options, NumberSchema.Of(LearningTask.Binary), 100);
        var none = new TabularOptions { Target = "y" };
        Assert.Equal("auto", Of(none)!.Name);
        Assert.Equal("auto", Of(none with { Epochs = 3, Dropout = 0, BatchSize = 9, LearningRate = 0.5, Schedule = "constant" })!.Name);
        Assert.Null(Of(none with { Hidden = [] }));
        Assert.Null(Of(none with { Activation = "relu" }));
        Assert.Null(Of(none with { L2 = 0.1 }));
        Assert.Null(Of(none with { GradientClip = 1 }));
        var changed = Of(none with { Preset = "fast", Hidden = [7], Activation = "tanh", Epochs = 3, Patience = 5, Dropout = 0, LabelSmoothing = 0, BatchSize = 9 })!;
        Assert.Equal(("fast", "tanh", 3, 5, 0f, 0f, 9), (changed.Name, changed.Activation, changed.Epochs, changed.Patience, changed.Dropout, changed.LabelSmoothing, changed.BatchSize));
        Assert.Equal([7], changed.Hidden);
        Assert.Null(Of(none with { Preset = "fast", Patience = int.MaxValue })!.Patience);
        Assert.Equal(0, Of(none with { Validation = 0.2 })!.Folds);
        var refused = Assert.Throws<ArgumentException>(() => Of(none with { Preset = "auto", Loss = "huber" }));
        Assert.Contains("Loss", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AChangedPresetIsChecked()
    {
        var table = Rings(60, isRegression: false);
        var options = new TabularOptions { Target = "y", Preset = "auto" };
        Assert.Throws<ArgumentException>(() => TabularTrainer.Fit(table, options with { Adjust = preset => preset with { Folds = 9 } }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => TabularTrainer.Fit(table, options with { Preset = "car" }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Null(Tabular.Presets.Of(options with { Preset = "plain" }, NumberSchema.Of(LearningTask.Binary), 60));
    }

    /// <summary>Every property of a preset is in its description, so that --show-config leaves nothing out.</summary>
    [Fact]
    public void TheDescriptionNamesEveryChoice()
    {
        // Alternatives stand there as long as none was chosen, and then the one that was.
        var open = Tabular.Presets.Best(NumberSchema.Of(LearningTask.Binary), 100);
        var described = open.Describe().Keys.Concat(PresetAlternative.Apply(open, "none").Describe().Keys).Select(name => name.ToUpperInvariant()).ToHashSet();
        foreach (var property in typeof(Preset).GetProperties().Where(property => property.Name is not ("Name" or "EqualityContract")))
        {
            Assert.Contains(property.Name.ToUpperInvariant(), described);
        }
    }

    [Fact]
    public void ATrainingGoesOnFromAnEnsemble()
    {
        var table = Rings(120, isRegression: true);
        var first = Fit(table, "auto", 8);
        var second = TabularTrainer.Fit(
            table, new TabularOptions { Target = "y", From = first.Model, Epochs = 1, LearningRate = 1e-12 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(first.Model.Members, second.Model.Members);
        Assert.Equal(first.Model.Predict(table).Values.ToArray(), second.Model.Predict(table).Values.ToArray(), (x, y) => Math.Abs(x - y) < 1e-3);
    }

    private static TabularResult Fit(Table table, string preset, int epochs, int threads = 2, ulong seed = 0, Func<Preset, Preset>? change = null) => TabularTrainer.Fit(
        table,
        new TabularOptions
        {
            Target = "y",
            Preset = preset,
            Seed = seed,
            Threads = threads,
            Adjust = given => (change?.Invoke(given) ?? given) with { Epochs = epochs, BatchSize = 32, Hidden = [24, 24] },
        },
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Two numbers and a category; y is whether, or how far, a point lies outside of a circle.</summary>
    private static Table Rings(int rows, bool isRegression)
    {
        var random = new RandomStream(5, RandomPurpose.Data);
        var text = new StringBuilder("a,b,far,y\n");
        for (var i = 0; i < rows; i++)
        {
            var (a, b) = (random.Normal(2 * i), random.Normal((2 * i) + 1));
            var r = Math.Sqrt((a * a) + (b * b));
            var y = isRegression ? r.ToString(CultureInfo.InvariantCulture) : r > 1.2 ? "out" : "in";
            text.Append(CultureInfo.InvariantCulture, $"{a},{b},{(r > 2 ? "x" : "y")},{y}\n");
        }

        return Text(text.ToString());
    }

    private static Table Text(string csv) => CsvText.Table(csv);
}
