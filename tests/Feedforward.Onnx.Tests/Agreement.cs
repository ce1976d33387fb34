using System.Globalization;

using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>What a runtime predicts from the raw columns of the rows behind the training part, against the library.</summary>
internal static class Agreement
{
    public static void AssertAgrees(TabularModel model)
    {
        var ours = model.Predict(SampleModels.OtherPart);
        using var run = new OnnxRun(SampleModels.File(model));
        SampleModels.Sample.Feed(run, SampleTable.TrainingRows);
        if (model.Task == LearningTask.Regression)
        {
            AssertClose(ours.Values, run.Floats("prediction"), 1e-5f);
            if (ours.Deviations.Length > 0)
            {
                AssertClose(ours.Deviations, run.Floats("deviation"), 1e-5f);
            }

            return;
        }

        var probabilities = run.Floats("probabilities");
        for (var i = 0; i < probabilities.Length; i++)
        {
            Assert.Equal(ours.Probabilities.Span[i], probabilities[i], 1e-5f);
        }

        Assert.Equal(probabilities.Length, ours.Probabilities.Span.Length);
        Assert.Equal(Enumerable.Range(0, ours.Count).Select(ours.TextAt), run.Texts("label"));
    }

    private static void AssertClose(ReadOnlySpan<float> ours, float[] theirs, float tolerance)
    {
        Assert.Equal(ours.Length, theirs.Length);
        for (var i = 0; i < theirs.Length; i++)
        {
            Assert.True(
                ours[i].Equals(theirs[i]) || MathF.Abs(ours[i] - theirs[i]) <= tolerance * MathF.Max(1, MathF.Abs(ours[i])),
                string.Create(CultureInfo.InvariantCulture, $"row {i}: {ours[i]:R} here, {theirs[i]:R} there"));
        }
    }
}
