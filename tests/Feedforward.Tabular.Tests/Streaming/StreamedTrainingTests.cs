using System.Globalization;
using System.Text;
using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Streaming;

public sealed class StreamedTrainingTests : IDisposable
{
    private const int Rows = 4000;
    private const int SmallMemory = 96 << 10;
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>The one and the other split, order and rounding differ, so what is learned is the same but for noise.</summary>
    [Theory]
    [InlineData("y", null)]
    [InlineData("class", null)]
    [InlineData("y", "fast")]
    [InlineData("class", "fast")]
    public void ItLearnsWhatIsLearnedInMemory(string target, string? preset)
    {
        var path = _folder.Write("rows.csv", Csv());
        var options = Options(target, preset);
        var inMemory = TabularTrainer.Fit(Table.Load(path, cancellationToken: Cancellation), options, cancellationToken: Cancellation);
        var streamed = TabularTrainer.Fit(Source(path), options, Small, cancellationToken: Cancellation);
        var metric = target == "y" ? "r2" : "accuracy";
        Assert.InRange(streamed.Test!.Metrics[metric], inMemory.Test!.Metrics[metric] - 0.05, 1);
        Assert.InRange(inMemory.Test!.Metrics[metric], 0.8, 1);
        Assert.Equal(Rows - 40, streamed.Model.Training.TrainRows + streamed.Model.Training.ValidationRows + streamed.Model.Training.TestRows);
        Assert.InRange(streamed.Test.Rows, 0.15 * Rows, 0.25 * Rows);
        Assert.Equal(streamed.Validation!.Rows, streamed.ValidationTable!.Rows);
        Assert.NotNull(streamed.Model.Conformal);
    }

    [Fact]
    public void TheBitsDoNotDependOnThreadsNorOnWhereParsedRowsAreKept()
    {
        var source = Source(_folder.Write("rows.csv", Csv()));
        var expected = Bits(TabularTrainer.Fit(source, Options("y") with { Threads = 1 }, Small, cancellationToken: Cancellation));
        Assert.Equal(expected, Bits(TabularTrainer.Fit(source, Options("y") with { Threads = 3 }, Small with { CacheFolder = _folder.Path }, cancellationToken: Cancellation)));
        Assert.NotEqual(expected, Bits(TabularTrainer.Fit(source, Options("y") with { Seed = 1 }, Small, cancellationToken: Cancellation)));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(25)]
    [InlineData(60)]
    public void SavedInTheMiddleOfAnEpochItGoesOnWithTheSameBits(int steps)
    {
        var source = Source(_folder.Write("rows.csv", Csv()));
        using var training = TabularTraining.Prepare(source, Options("class"), Small, Cancellation);
        CheckpointFile? saved = null;
        for (var step = 1; !training.Advance(Cancellation).IsOver; step++)
        {
            saved = step == steps ? training.Save() : saved;
        }

        using var resumed = TabularTraining.Prepare(source, Options("class"), Small, Cancellation);
        resumed.Resume(saved!);
        while (!resumed.Advance(Cancellation).IsOver)
        {
        }

        Assert.Equal(Bits(training.Finish(cancellationToken: Cancellation)), Bits(resumed.Finish(cancellationToken: Cancellation)));
        Assert.True(steps > training.Trainer.StepsPerEpoch || training.Trainer.StepsPerEpoch > 20);
    }

    [Fact]
    public void ACheckpointOfOtherRowsOrOfAnotherWindowIsRefused()
    {
        var path = _folder.Write("rows.csv", Csv());
        using var training = TabularTraining.Prepare(Source(path), Options("y"), Small, Cancellation);
        training.Advance(Cancellation);
        var saved = training.Save();
        using var wider = TabularTraining.Prepare(Source(path), Options("y"), Small with { Memory = 4 * SmallMemory }, Cancellation);
        Assert.Contains("window", Assert.Throws<DataException>(() => wider.Resume(saved)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, Csv().Replace("\n3999,", "\n4000,", StringComparison.Ordinal));
        using var other = TabularTraining.Prepare(Source(path), Options("y"), Small, Cancellation);
        Assert.Contains("data", Assert.Throws<DataException>(() => other.Resume(saved)).Message, StringComparison.Ordinal);
    }

    /// <summary>What the encoders know is what the same rows in memory give.</summary>
    [Fact]
    public void StatisticsAreThoseOfTheTrainingPart()
    {
        var path = _folder.Write("rows.csv", Csv());
        var source = Source(path);
        using var training = TabularTraining.Prepare(source, Options("y"), Small, Cancellation);
        var split = new StreamedSplit(0.2, 0.2, seed: 0);
        var parts = new TableGathering();
        for (var block = 0; block < source.Blocks; block++)
        {
            var table = source.Read(block, source.Options with { Types = new Dictionary<string, ColumnKind> { ["city"] = ColumnKind.Category } });
            parts.Add(table, split.Rows(block, table, training.Schema.Target!, RowPart.Train));
        }

        var train = parts.ToTable()!;
        Assert.Equal(train.Rows, training.PartRows.Train);
        var expected = TablePreprocessing.Fit(train, training.Schema.Features, [.. Enumerable.Range(0, train.Rows)]);
        Assert.Equal(expected.FeatureNames, training.Preprocessing.FeatureNames);
        var (left, right) = (expected.Encode(train), training.Preprocessing.Encode(train));
        for (var i = 0; i < left.Span.Length; i++)
        {
            Assert.Equal(left.Span[i], right.Span[i], 1e-4f);
        }

        var scale = TargetScale.Fit(((NumberColumn)train["y"]).Values);
        Assert.Equal(scale.Mean, training.TargetScale.Mean, 1e-5f);
        Assert.Equal(scale.Deviation, training.TargetScale.Deviation, 1e-5f);
    }

    /// <summary>The sample is the first block and some others; the rare class stands at the end of another.</summary>
    [Fact]
    public void AClassThatTheSampleDoesNotHaveIsLearned()
    {
        var path = _folder.Write("rows.csv", Csv() + string.Concat(Enumerable.Range(0, 12).Select(i => string.Create(CultureInfo.InvariantCulture, $"{5000 + i},9.{i},0,north,1,purple\n"))));
        using var training = TabularTraining.Prepare(Source(path), Options("class"), Small, Cancellation);
        Assert.Equal(["blue", "purple", "red"], training.Schema.Target!.Classes);
        Assert.Equal(LearningTask.Multiclass, training.Schema.Target.Task);
    }

    [Fact]
    public void ACellOfAnotherKindThanTheSamplesIsNamedWithItsLine()
    {
        var path = _folder.Write("rows.csv", Csv() + "4000,many,0,north,1,red\n");
        var fault = Assert.Throws<DataException>(() => TabularTraining.Prepare(Source(path), Options("class"), Small, Cancellation));
        Assert.Equal((Rows + 2, "a"), (fault.Row, fault.Column));
        Assert.Contains("'many'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("declare its type", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfTheirOwnJudge()
    {
        var (path, other) = (_folder.Write("rows.csv", Csv()), _folder.Write("other.csv", Csv(seed: 2)));
        var result = TabularTrainer.Fit(Source(path), Options("y"), Small with { Test = Source(other) }, cancellationToken: Cancellation);
        var expected = result.Model.Evaluate(Table.Load(other, cancellationToken: Cancellation));
        Assert.Equal(expected.Metrics, result.Test!.Metrics);
        Assert.Equal((expected.Rows, expected.Skipped), (result.Test.Rows, result.Test.Skipped));
        Assert.Equal(0, result.Model.Training.TestRows - expected.Rows);
    }

    [Fact]
    public void BalancedClassesWeighTheSame()
    {
        var source = Source(_folder.Write("rows.csv", Csv()));
        using var rows = StreamedRows.Prepare(source, Options("class") with { ClassWeighting = ClassWeighting.Balanced }, Small, Cancellation);
        var (inputs, targets, weights) = (new Matrix<float>(64, rows.Examples.Features), new Matrix<float>(64, 1), new float[64]);
        var sums = new double[2];
        rows.Examples.Begin(1, 0);
        for (int count; (count = rows.Examples.Next(inputs, targets, weights)) > 0;)
        {
            for (var i = 0; i < count; i++)
            {
                sums[(int)targets[i, 0]] += weights[i];
            }
        }

        Assert.Equal(rows.Parts.Train / 2.0, sums[0], 1);
        Assert.Equal(rows.Parts.Train / 2.0, sums[1], 1);
    }

    [Fact]
    public void PassesSayHowFarTheyAre()
    {
        var source = Source(_folder.Write("rows.csv", Csv()));
        var told = new List<StreamingProgress>();
        var result = TabularTrainer.Fit(source, Options("y"), Small with { Progress = new Told<StreamingProgress>(told.Add) }, cancellationToken: Cancellation);
        Assert.Equal(Rows, told.Last(progress => progress.Phase == StreamingPhase.Statistics).Rows);
        Assert.Equal(Rows, told.Last(progress => progress.Phase == StreamingPhase.Test).Rows);
        Assert.All(result.Epochs, epoch => Assert.InRange(epoch.Waiting!.Share, 0, 1));
        Assert.All(result.Epochs, epoch => Assert.InRange(epoch.Waiting!.DiskShare, 0, 1));
    }

    /// <summary>With one thread, blocks are read one after another, so what a block takes is what the disk and the parser take.</summary>
    [Theory]
    [InlineData(30, 1, "disk")]
    [InlineData(1, 30, "parsing")]
    public void ASlowDiskAndASlowParserAreToldApart(int disk, int parsing, string cause)
    {
        var source = new SlowSource(Source(_folder.Write("rows.csv", Csv())), disk, parsing);
        var result = TabularTrainer.Fit(source, Options("y") with { Threads = 1 }, Small, cancellationToken: Cancellation);
        var first = result.Epochs[0].Waiting!;
        Assert.Equal((cause, 1), (first.Cause, first.Share));
        Assert.InRange(first.Time.TotalSeconds, 31, 31 * source.Blocks * 10);
        Assert.InRange(result.Times.Waiting, first.Time, TimeSpan.MaxValue);
    }

    /// <summary>The sample has all rows here, so what the simplest models learn from are those of the training part.</summary>
    [Theory]
    [InlineData("y", false)]
    [InlineData("class", false)]
    [InlineData("y", true)]
    public void TheSimplestModelsStandBesideIt(string target, bool withoutTest)
    {
        var path = _folder.Write("rows.csv", Csv());
        var source = Source(path);
        var options = Options(target) with { Test = withoutTest ? 0 : null };
        var result = TabularTrainer.Fit(source, options, Small with { Memory = 64 << 20 }, cancellationToken: Cancellation);
        var baselines = Baselines.Of(result.ValidationTable!, options, result, Cancellation)!;
        Assert.Equal((withoutTest ? result.Validation! : result.Test!).Rows, baselines.Constant.Rows);

        // What the same rows in memory say.
        var table = Table.Load(path, cancellationToken: Cancellation);
        var split = new StreamedSplit(0.2, withoutTest ? 0 : 0.2, seed: 0);
        var (block, first) = (0, 0);
        var parts = new Dictionary<RowPart, List<int>> { [RowPart.Train] = [], [RowPart.Validation] = [], [RowPart.Test] = [] };
        for (; block < source.Blocks; block++)
        {
            var rows = source.Read(block, source.Options);
            foreach (var row in StreamedSplit.WithTarget(block, rows, result.Model.Target))
            {
                parts[split.Of(block, row)].Add(first + row);
            }

            first += rows.Rows;
        }

        var model = SimplestModels.FitLinear(table, parts[RowPart.Train], table, parts[RowPart.Validation], options, result.Model, Cancellation)!;
        var judged = model.Evaluate(table, [.. parts[withoutTest ? RowPart.Validation : RowPart.Test]]);
        Assert.Equal(judged.Rows, baselines.Linear!.Rows);
        foreach (var (name, value) in judged.Metrics)
        {
            Assert.Equal(value, baselines.Linear.Metrics[name], 1e-6);
        }

        if (target == "y")
        {
            var mean = parts[RowPart.Train].Average(row => (double)table.Numbers("y")[row]);
            var expected = Math.Sqrt(parts[withoutTest ? RowPart.Validation : RowPart.Test].Average(row => Math.Pow(table.Numbers("y")[row] - mean, 2)));
            Assert.Equal(expected, baselines.Constant.Metrics["rmse"], 1e-5);
        }
    }

    [Fact]
    public void FoldsBecomeOnePartAndARefitIsRefused()
    {
        var source = Source(_folder.Write("rows.csv", Csv()));
        using var rows = StreamedRows.Prepare(source, Options("class", "auto"), Small, Cancellation);
        Assert.Equal((0, 5), (rows.Plan.Preset!.Folds, rows.Plan.Members));
        Assert.Contains(rows.Notices, notice => notice.Message.Contains("folds", StringComparison.Ordinal));
        Assert.Contains("refit", Assert.Throws<ArgumentException>(() => TabularTraining.Prepare(source, Options("y") with { Refit = true }, Small, Cancellation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingGoesOnFromAModel()
    {
        var path = _folder.Write("rows.csv", Csv());
        var model = TabularTrainer.Fit(Table.Load(path, cancellationToken: Cancellation), Options("class"), cancellationToken: Cancellation).Model;
        var result = TabularTrainer.Fit(Source(path), Options("class") with { From = model, Hidden = null }, Small, cancellationToken: Cancellation);
        Assert.Same(model.Preprocessing, result.Model.Preprocessing);
        Assert.NotEqual(Bits(model), Bits(result));
        Assert.InRange(result.Test!.Metrics["accuracy"], 0.85, 1);
    }

    private static StreamingOptions Small => new() { Memory = SmallMemory };

    private static CsvSource Source(string path) => new(path, ReadOptions.Default, Cancellation, blockLength: 4096);

    private static TabularOptions Options(string target, string? preset = null) => new()
    {
        Target = target,
        Drop = [target == "y" ? "class" : "y"],
        Preset = preset ?? "plain",
        Hidden = preset is null ? [16] : null,
        Epochs = 6,
        BatchSize = 64,
        LearningRate = preset is null ? 0.01 : null,
        Validation = preset is null ? 0.2 : null,
    };

    private static float[] Bits(TabularResult result) => Bits(result.Model);

    private static float[] Bits(TabularModel model) => model.Network.Parameters.ToArray();

    /// <summary>Two numbers, one sometimes missing, a category, and two targets that follow from them; every hundredth row has no target.</summary>
    private static string Csv(ulong seed = 1)
    {
        var random = new RandomStream(seed, RandomPurpose.Data);
        var text = new StringBuilder("id,a,b,city,y,class\n");
        for (var row = 0; row < Rows; row++)
        {
            var (a, b) = (random.Uniform(4 * row, -2, 2), random.Uniform((4 * row) + 1, -2, 2));
            var city = new[] { "north", "south", "west" }[random.Integer((4 * row) + 2, 3)];
            var y = a + (city == "south" ? 1 : 0) - (b * b / 2) + (0.1 * random.Normal((4 * row) + 3));
            var (target, label) = row % 100 == 50 ? ("", "") : (y.ToString("0.0000", CultureInfo.InvariantCulture), y > 0 ? "red" : "blue");
            text.Append(CultureInfo.InvariantCulture, $"{row},{(row % 37 == 0 ? "" : a.ToString("0.0000", CultureInfo.InvariantCulture))},{b:0.0000},{city},{target},{label}\n");
        }

        return text.ToString();
    }
}
