using System.Globalization;
using System.Text;
using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Presets;

/// <summary>Tables on which a default must not fail: finite predictions, and a test metric no worse than that of the simplest model by more than chance.</summary>
public sealed class RobustnessTests
{
    private static readonly RandomStream s_random = new(7, RandomPurpose.Data);

    /// <summary>Noise in 200 columns and 50 rows: there is nothing to learn, and much to learn by heart.</summary>
    [Theory]
    [InlineData("auto", true)]
    [InlineData("auto", false)]
    [InlineData("fast", true)]
    [InlineData("fast", false)]
    public void MoreColumnsThanRows(string preset, bool isRegression) => Check(
        preset, 50, 200, i => isRegression ? Number(i, 200) : Number(i, 200) > 0.4 ? "a" : "b", margin: isRegression ? 0.35 : 0.45);

    /// <summary>Two rows in two thousand: always saying the other class is right in 999 cases of 1,000, and the model must not be worse.</summary>
    [Theory]
    [InlineData("auto")]
    [InlineData("fast")]
    public void OneRowInAThousand(string preset) => Check(preset, 2_000, 3, i => i % 1_000 == 17 ? "rare" : "usual", margin: 0.005);

    /// <summary>A class of four rows may be in no validation part at all.</summary>
    [Theory]
    [InlineData("auto")]
    [InlineData("fast")]
    public void AClassThatValidationLacks(string preset) => Check(
        preset, 80, 2, i => i % 20 == 3 ? "rare" : Number(i, 0) > 0 ? "p" : "n", margin: 0.1);

    /// <summary>A category of its own for nearly every row, and a target with a few values a million times as large.</summary>
    [Theory]
    [InlineData("auto")]
    [InlineData("fast")]
    public void ManyCategoriesAndATargetWithOutliers(string preset) => Check(
        preset,
        600,
        2,
        i => i % 100 == 50 ? 1e6 : Number(i, 0),
        margin: 0.35,
        category: i => $"k{i * 7919 % 590}");

    private static double Number(int row, int column) => s_random.Normal(((long)column * 10_000) + row);

    private static void Check(string preset, int rows, int columns, Func<int, object> target, double margin, Func<int, string>? category = null)
    {
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, columns).Select(j => $"x{j}")) + ",code,y\n");
        for (var i = 0; i < rows; i++)
        {
            foreach (var j in Enumerable.Range(0, columns))
            {
                text.Append(CultureInfo.InvariantCulture, $"{Number(i, j)},");
            }

            text.Append(CultureInfo.InvariantCulture, $"{category?.Invoke(i) ?? (i % 3 == 0 ? "u" : "v")},{target(i)}\n");
        }

        var table = CsvText.Table(text.ToString());
        var options = new TabularOptions
        {
            Target = "y",
            Preset = preset,
            Types = category is null ? new Dictionary<string, ColumnKind>() : new() { ["code"] = ColumnKind.Category },
            Adjust = given => given with { Epochs = Math.Min(given.Epochs, 24), Hidden = [32, 32] },
        };
        var result = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        var predictions = result.Model.Predict(table);
        Assert.All(
            result.Model.Task == LearningTask.Regression ? predictions.Values.ToArray() : predictions.Probabilities.Span.ToArray(),
            number => Assert.True(float.IsFinite(number)));
        var simplest = Baselines.Of(table, options, result, TestContext.Current.CancellationToken)!.Constant.Metrics;
        var metrics = result.Test!.Metrics;
        if (result.Model.Task == LearningTask.Regression)
        {
            Assert.InRange(metrics["rmse"], 0, simplest["rmse"] * (1 + margin));
        }
        else
        {
            Assert.InRange(metrics["accuracy"], simplest["accuracy"] - margin, 1);
        }
    }
}
