using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Parity;

/// <summary>
/// The proof that a file holds all of a model: an independent runtime predicts from the raw columns what we predict, for every preset
/// and task, on a thousand rows that nothing in the training resembles.
/// </summary>
public sealed class PresetParityTests(ITestOutputHelper log)
{
    /// <summary>Differences of probabilities, and of numbers in standard deviations of the target.</summary>
    private const float Tolerance = 1e-5f;

    public static TheoryData<string, string> All => ParityModels.All;

    [Theory]
    [MemberData(nameof(All))]
    public void RuntimeAgreesOnRawColumns(string preset, string target)
    {
        var model = ParityModels.Of(preset, target);
        var ours = model.Predict(ParityTable.OtherPart);
        using var run = new OnnxRun(SampleModels.File(model));
        ParityTable.Feed(run);
        if (model.Task == LearningTask.Regression)
        {
            CheckNumbers(preset, model, ours, run);
            return;
        }

        var theirs = run.Floats("probabilities");
        var largest = 0f;
        for (var i = 0; i < theirs.Length; i++)
        {
            Assert.True(float.IsFinite(ours.Probabilities.Span[i]), Place(i / model.Classes.Count));
            largest = Math.Max(largest, MathF.Abs(ours.Probabilities.Span[i] - theirs[i]));
        }

        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{preset} {model.Task} {largest:0.0E+0}"));
        Assert.Equal(ParityTable.OtherRows * model.Classes.Count, theirs.Length);
        Assert.InRange(largest, 0, Tolerance);
        Assert.Equal(Enumerable.Range(0, ours.Count).Select(ours.TextAt), run.Texts("label"));
    }

    [Fact]
    public void EveryKindOfColumnIsTried() => Assert.Equal(
        Enum.GetValues<ColumnKind>().Order(),
        ParityModels.Of("auto", "kind").Schema.Features.Select(feature => feature.Kind).Distinct().Order());

    private void CheckNumbers(string preset, TabularModel model, Predictions ours, OnnxRun run)
    {
        Assert.NotNull(model.Conformal);
        var (values, lower, upper) = (run.Floats("prediction"), run.Floats("lower"), run.Floats("upper"));
        Assert.Equal(ParityTable.OtherRows, values.Length);
        var scale = model.TargetScale;
        var learned = ((NumberColumn)ParityTable.TrainingPart[model.Target.Name]).Values.ToArray();
        var (ordinary, all) = (0f, 0f);
        for (var row = 0; row < values.Length; row++)
        {
            var (below, above) = ours.IntervalAt(row);
            Assert.True(float.IsFinite(ours.Values[row]), Place(row));
            var difference = Max(ours.Values[row] - values[row], below - lower[row], above - upper[row]) / scale.Deviation;

            // A plain network predicts far beyond what it has learned where a number is extreme; there the leading digits are what can be compared.
            var size = MathF.Abs(ours.Values[row] - scale.Mean) / scale.Deviation;
            var isOrdinary = ours.Values[row] >= learned.Min() && ours.Values[row] <= learned.Max();
            ordinary = isOrdinary ? Math.Max(ordinary, difference) : ordinary;
            all = Math.Max(all, difference / Math.Max(1, size));
        }

        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{preset} {model.Task} {ordinary:0.0E+0}, relative {all:0.0E+0}"));
        Assert.InRange(all, 0, Tolerance);
        Assert.InRange(ordinary, 0, Tolerance);
    }

    private static float Max(params ReadOnlySpan<float> differences)
    {
        var largest = 0f;
        foreach (var difference in differences)
        {
            largest = Math.Max(largest, MathF.Abs(difference));
        }

        return largest;
    }

    private static string Place(int row) =>
        $"row {row.ToString(CultureInfo.InvariantCulture)}: {string.Join(", ", ParityTable.Record(row).Select(cell => $"{cell.Key} = {cell.Value?.ToString()?[..Math.Min(40, cell.Value.ToString()!.Length)]}"))}";
}
