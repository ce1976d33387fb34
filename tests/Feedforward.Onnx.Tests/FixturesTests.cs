using System.Globalization;
using Feedforward.Onnx.SourceCode;
using Feedforward.Onnx.Tests.SourceCode;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>
/// A file of each version that a description has had, as that version's own <c>train</c> wrote it, with what that version's own
/// <c>predict</c> said of some rows with missing, unseen and extreme cells. It is loaded, predicts the same, and is exported.
/// </summary>
public sealed class FixturesTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    /// <summary>Model files by name: the version is the first number in it.</summary>
    public static TheoryData<string> Names => [.. Directory.GetFiles(s_folder, "*.onnx").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AFileOfAnEarlierVersionPredictsWhatItDid(string name)
    {
        var file = File(name);
        Assert.InRange(file.Length, 1, 30_000);
        var model = ModelFile.Load(new MemoryStream(file));
        Assert.Equal($"version-{ModelFormat.VersionOf(model).ToString(CultureInfo.InvariantCulture)}", name[.."version-1".Length]);

        // What it says about itself has not changed, so that the version that wrote it reads it still.
        Assert.Equal(StoredModel.Read(file).Description, model.ToJson());
        AssertAsThen(name, model.Predict(Rows(model)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AFileOfAnEarlierVersionIsExported(string name)
    {
        var model = ModelFile.Load(new MemoryStream(File(name)));
        var rows = Rows(model);
        var ours = model.Predict(rows);
        foreach (var opset in (int[])[ModelExport.LowestOpset, ModelExport.UsualOpset, ModelExport.HighestOpset])
        {
            using var stream = new MemoryStream();
            ModelExport.ToOnnx(model, stream, opset);
            AssertAsThen(name, ModelFile.Load(new MemoryStream(stream.ToArray())).Predict(rows));
            using var run = new OnnxRun(stream.ToArray()).Feed(model, rows);
            if (model.Task == LearningTask.Regression)
            {
                Assert.Equal(ours.Values.ToArray(), run.Floats("prediction"), Close);
                if (model.Conformal is not null)
                {
                    Assert.Equal(Enumerable.Range(0, ours.Count).Select(row => ours.IntervalAt(row).Lower), run.Floats("lower"), Close);
                }
            }
            else
            {
                Assert.Equal(Enumerable.Range(0, ours.Count).Select(ours.TextAt), run.Texts("label"));
                Assert.Equal(ours.Probabilities.Span.ToArray(), run.Floats("probabilities"), Close);
            }
        }

        ModelExport.ToSafetensors(model, Stream.Null);
        ModelExport.ToJson(model, Stream.Null);
        var compiled = CompiledModel.Of(CSharpFile.Of(model, name));
        for (var row = 0; row < rows.Rows; row++)
        {
            var prediction = compiled.Predict(SampleTable.Cells(model, rows, row));
            if (model.Task == LearningTask.Regression)
            {
                Assert.True(Close(ours.Values[row], CompiledModel.Value<float>(prediction, "Value")));
            }
            else
            {
                Assert.Equal(ours.TextAt(row), CompiledModel.Value<string>(prediction, "Label"));
            }
        }
    }

    /// <summary>Whoever makes a new version leaves a file of the one before.</summary>
    [Fact]
    public void ThereIsAFileOfEveryPastVersion()
    {
        var versions = Names.Select(row => row.Data["version-".Length..].Split('-')[0]).ToHashSet();
        for (var version = 1; version < ModelFormat.Version; version++)
        {
            Assert.Contains(version.ToString(CultureInfo.InvariantCulture), versions);
        }
    }

    private static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(s_folder, name + ".onnx"));

    private static Table Rows(TabularModel model) => Table.Load(Path.Combine(s_folder, "rows.csv"), model.ReadOptions());

    /// <summary>The predictions of the version that wrote the file: the answer, then what it said about its certainty.</summary>
    private static void AssertAsThen(string name, Predictions now)
    {
        var then = System.IO.File.ReadAllLines(Path.Combine(s_folder, name + ".csv"))[1..].Select(line => line.Split(',')).ToList();
        Assert.Equal(then.Count, now.Count);
        for (var row = 0; row < now.Count; row++)
        {
            if (now.Task == LearningTask.Regression)
            {
                Assert.True(Close(float.Parse(then[row][0], CultureInfo.InvariantCulture), now.Values[row]), $"row {row}: {then[row][0]} then, {now.TextAt(row)} now");
                continue;
            }

            Assert.Equal(then[row][0], now.TextAt(row));
            Assert.Equal(then[row][1..].Select(p => float.Parse(p, CultureInfo.InvariantCulture)), now.Probabilities.Row(row).ToArray(), Close);
        }
    }

    private static bool Close(float then, float now) => MathF.Abs(then - now) <= 1e-5f * MathF.Max(1, MathF.Abs(then));
}
