using System.Globalization;
using System.Text;
using Feedforward.Tabular.Tests.Schemas;

namespace Feedforward.Tabular.Tests.Presets;

/// <summary>What presets make of the rows and columns that a table has.</summary>
public sealed class PresetsBySizeTests
{
    /// <summary>Few rows: sizes alone, to small networks. Many rows: sizes by waves and ranks by lines, but for numbers that best may learn without dropout.</summary>
    [Theory]
    [InlineData("auto", true, 49, "Robust, None, 64,64")]
    [InlineData("best", true, 49, "Robust, None, 64,64")]
    [InlineData("fast", false, 49, "Robust, None, 64,64")]
    [InlineData("auto", true, 50, "RobustAndQuantile, Periodic, 128,128,128")]
    [InlineData("auto", false, 14_999, "RobustAndQuantile, Periodic, 128,128")]
    [InlineData("auto", true, 15_000, "RobustAndQuantile, PeriodicAndPiecewiseLinear, 128,128,128")]
    [InlineData("fast", true, 15_000, "RobustAndQuantile, PeriodicAndPiecewiseLinear, 128,128")]
    [InlineData("best", false, 15_000, "RobustAndQuantile, PeriodicAndPiecewiseLinear, 128,128")]
    [InlineData("best", true, 15_000, "RobustAndQuantile, Periodic, 128,128,128")]
    public void WhatNumbersGoThroughDependsOnTheRows(string name, bool isRegression, int rows, string expected)
    {
        var preset = Tabular.Presets.Named(name, NumberSchema.Of(isRegression ? LearningTask.Regression : LearningTask.Binary), rows);
        Assert.Equal(expected, $"{preset.Numbers}, {preset.NumberEmbedding}, {string.Join(',', preset.Hidden)}");
    }

    /// <summary>Best offers classes the embedding that it does not begin with.</summary>
    [Theory]
    [InlineData(14_999, "periodic-and-piecewise-linear")]
    [InlineData(15_000, "periodic")]
    public void BestLetsClassesChooseBetweenEmbeddings(int rows, string alternative)
    {
        var preset = Tabular.Presets.Best(NumberSchema.Of(LearningTask.Multiclass), rows);
        var offered = Assert.Single(preset.Alternatives);
        Assert.Equal(alternative, offered.Name);
        Assert.NotEqual(preset.NumberEmbedding, offered.Change(preset).NumberEmbedding);
    }

    [Theory]
    [InlineData(LearningTask.Regression, 9_999, 5, 5, 64)]
    [InlineData(LearningTask.Regression, 10_000, 3, 0, 128)]
    [InlineData(LearningTask.Multiclass, 10_000, 5, 5, 64)]
    public void NumbersOfLargeTablesAreLearnedLongerByFewer(LearningTask task, int rows, int members, int folds, int epochs)
    {
        var preset = Tabular.Presets.Auto(NumberSchema.Of(task), rows);
        Assert.Equal((members, folds, epochs), (preset.Members, preset.Folds, preset.Epochs));
    }

    /// <summary>Eight steps an epoch or more, of 16 rows or more; 256 rows a step where a few of them do.</summary>
    [Theory]
    [InlineData(LearningTask.Regression, 1, 49, 256)]
    [InlineData(LearningTask.Regression, 1, 50, 16)]
    [InlineData(LearningTask.Regression, 1, 255, 16)]
    [InlineData(LearningTask.Regression, 1, 256, 32)]
    [InlineData(LearningTask.Regression, 1, 1_000, 64)]
    [InlineData(LearningTask.Regression, 1, 2_047, 128)]
    [InlineData(LearningTask.Regression, 1, 2_048, 256)]
    [InlineData(LearningTask.Regression, 1, 1_000_000, 256)]
    [InlineData(LearningTask.Binary, 39, 250, 256)]
    [InlineData(LearningTask.Binary, 40, 250, 16)]
    [InlineData(LearningTask.Multiclass, 40, 49, 256)]
    public void SmallTablesHaveSmallMinibatches(LearningTask task, int columns, int rows, int expected)
    {
        foreach (var name in Tabular.Presets.Names.Where(name => name != Tabular.Presets.Plain))
        {
            Assert.Equal(expected, Tabular.Presets.Named(name, NumberSchema.Of(task, columns), rows).BatchSize);
        }
    }

    [Fact]
    public void AVectorIsAsManyColumnsAsItHasNumbers()
    {
        var schema = NumberSchema.Of(LearningTask.Multiclass) with { Features = [new FeatureColumn("pixels", ColumnKind.Vector, Width: 40)] };
        Assert.Equal(16, Tabular.Presets.Auto(schema, 250).BatchSize);
    }

    /// <summary>A step of 256 of 300 rows would leave 44 out of each epoch.</summary>
    [Theory]
    [InlineData(300, null, 150)]
    [InlineData(300, 16, 16)]
    [InlineData(250, null, 250)]
    [InlineData(90, 30, 30)]
    [InlineData(90, 80, 45)]
    [InlineData(90, int.MaxValue, 90)]
    [InlineData(90, 1, 1)]
    [InlineData(128, 16, 16)]
    [InlineData(130, 16, 16)]
    public void AFewStepsAreOfTheSameLength(int rows, int? batchSize, int expected)
    {
        var table = CsvText.Table("a,b,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i % 7},{i % 5},{"pq"[i % 3 % 2]}\n")));
        using var training = TabularTraining.Prepare(
            table, new TabularOptions { Target = "y", Preset = "auto", Epochs = 1, BatchSize = batchSize, Test = 0 }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected, training.TrainingOptions.BatchSize);
    }

    /// <summary>With up to 256 rows a step there would be too few steps.</summary>
    [Fact]
    public void AFewHundredRowsGetStepsEnough()
    {
        var text = new StringBuilder("a,b,c,y\n");
        for (var i = 1; i <= 1400; i++)
        {
            // Points that fill the cube evenly (Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
            var (a, b, c) = (i * 0.8191725134 % 1, i * 0.6710436067 % 1, i * 0.5497004779 % 1);
            text.Append(CultureInfo.InvariantCulture, $"{a:F4},{b:F4},{c:F4},{Math.Sin(7 * a * b) + (4 * (c - 0.5) * (c - 0.5)):F5}\n");
        }

        var table = CsvText.Table(text.ToString());
        var (rows, others) = (table.Select([.. Enumerable.Range(0, 400)]), table.Select([.. Enumerable.Range(400, 1000)]));
        var (usual, fewer) = (Error(null), Error(256));
        Assert.True(usual < 0.8 * fewer, $"{usual}, and {fewer} with up to 256 rows a step.");

        double Error(int? batchSize) => TabularTrainer.Fit(
            rows,
            new TabularOptions { Target = "y", Preset = "auto", BatchSize = batchSize, TestTable = others },
            cancellationToken: TestContext.Current.CancellationToken).Test!.Metrics["rmse"];
    }

    [Theory]
    [InlineData(49, 64, 64)]
    [InlineData(100, 64, 128)]
    [InlineData(781, 64, 64)]
    [InlineData(1_000, 50, 50)]
    [InlineData(1_250, 40, 40)]
    [InlineData(17_500, 40, 40)]
    [InlineData(35_000, 20, 20)]
    [InlineData(100_000, 8, 8)]
    public void FastSeesManyRowsLessOften(int rows, int ofClasses, int ofNumbers)
    {
        Assert.Equal(ofClasses, Tabular.Presets.Fast(NumberSchema.Of(LearningTask.Binary), rows).Epochs);
        Assert.Equal(ofNumbers, Tabular.Presets.Fast(NumberSchema.Of(LearningTask.Regression), rows).Epochs);
    }

    [Fact]
    public void ThePresetCountsTheRowsThatTheTestPartLeaves()
    {
        // 12,000 rows less a fifth are 9,600.
        var table = Table.FromMatrix(new Matrix<float>(12_000, 1), [.. Enumerable.Range(0, 12_000).Select(row => row / 7f)]);
        var target = table.Columns[^1].Name;
        var options = new TabularOptions { Target = target, Task = LearningTask.Regression, Preset = "auto", Types = new Dictionary<string, ColumnKind> { [table.Columns[0].Name] = ColumnKind.Number } };
        var schema = Schema.Infer(table, new SchemaOptions { Target = target, Task = LearningTask.Regression, Types = options.Types }).Schema;
        Assert.Equal(5, Tabular.Presets.Of(options, table, schema)!.Members);
        Assert.Equal(3, Tabular.Presets.Of(options with { Test = 0 }, table, schema)!.Members);
    }
}
