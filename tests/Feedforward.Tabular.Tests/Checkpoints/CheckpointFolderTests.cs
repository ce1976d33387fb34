using Feedforward.Tabular.BuiltIn;
using Feedforward.Tabular.Safetensors;

namespace Feedforward.Tabular.Tests.Checkpoints;

/// <summary>What a checkpoint survives, and what it refuses.</summary>
public sealed class CheckpointFolderTests : IDisposable
{
    private static readonly Table Moons = BuiltInData.Named("moons").Generate(0, 200).ToTable();
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFileGivesBackWhatWasWritten()
    {
        var file = Stopped(Options(), 25).Save();
        using var stream = new MemoryStream();
        file.Write(stream);
        stream.Position = 0;
        var read = CheckpointFile.Read(stream);
        Assert.Equal(file.Training.Parameters, read.Training.Parameters);
        Assert.Equal(file.Training.BestParameters, read.Training.BestParameters);
        Assert.Equal(file.Training.First, read.Training.First);
        Assert.Equal(file.Training.Second, read.Training.Second);
        Assert.Equal(file.Training.Epochs, read.Training.Epochs);
        Assert.Equal((file.Training.Steps, file.Training.RiskSum, file.Training.BestValue), (read.Training.Steps, read.Training.RiskSum, read.Training.BestValue));
        Assert.Equal(file.Metadata, read.Metadata);
        Assert.Equal(file.ValidationMetrics, read.ValidationMetrics);
        Assert.Equal("checksum", SafetensorsFile.Read(stream.ToArray()).Tensors[^1].Name);
    }

    [Fact]
    public void EveryCutAndEveryFlippedBitIsNoticed()
    {
        using var stream = new MemoryStream();
        Stopped(Options(), 9).Save().Write(stream);
        var (whole, random) = (stream.ToArray(), new Random(5));
        for (var round = 0; round < 400; round++)
        {
            var cut = whole[..random.Next(whole.Length)];
            Assert.Throws<ModelFileException>(() => CheckpointFile.Read(new MemoryStream(cut)));
            var flipped = (byte[])whole.Clone();
            flipped[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Throws<ModelFileException>(() => CheckpointFile.Read(new MemoryStream(flipped)));
        }
    }

    [Fact]
    public void TheChecksumIsThatOfTheStandard()
    {
        var stream = new ChecksumStream(Stream.Null);
        stream.Write("123456789"u8);
        Assert.Equal([0x83, 0x92, 0x06, 0xE3], stream.Checksum);
    }

    [Fact]
    public void ADamagedNewestCheckpointGivesWayToTheOneBefore()
    {
        using var folder = new CheckpointFolder(_folder.Path, keep: 2);
        foreach (var steps in (int[])[5, 10, 15])
        {
            folder.Add(Stopped(Options(), steps).Save());
        }

        Assert.Equal(["checkpoint-00000003.safetensors", "checkpoint-00000002.safetensors"], folder.Files.Select(Path.GetFileName));
        using (var newest = new FileStream(folder.Files[0], FileMode.Open))
        {
            newest.SetLength(newest.Length / 2);
        }

        var said = new List<string>();
        Assert.Equal(10, CheckpointFolder.Newest(_folder.Path, said.Add)!.Training.Steps);
        Assert.Contains("checkpoint-00000003.safetensors' cannot be used", said[0]);
        Assert.Contains("from the checkpoint before", said[1]);
        Assert.EndsWith("checkpoint-00000004.safetensors", folder.Add(Stopped(Options(), 20).Save()));
        File.WriteAllText(folder.Files[0], "x");
        File.WriteAllText(folder.Files[1], "");
        Assert.Contains("None of the 2", Assert.Throws<ModelFileException>(() => CheckpointFolder.Newest(_folder.Path, said.Add)).Message);
    }

    [Fact]
    public void AFolderHasOneWriter()
    {
        using var folder = new CheckpointFolder(_folder.Path);
        Assert.Contains("another training", Assert.Throws<IOException>(() => new CheckpointFolder(_folder.Path)).Message);
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        Assert.Contains("cannot be made", Assert.Throws<IOException>(() => new CheckpointFolder(file)).Message);
    }

    [Fact]
    public void AFailureToSaveEndsTheTraining()
    {
        var target = Path.Combine(_folder.Path, "gone");
        var fault = Assert.Throws<IOException>(() => TabularTrainer.Fit(
            Moons,
            Options(),
            new CheckpointOptions { Folder = target, EveryEpochs = 1 },
            new Vanishing(target),
            Cancellation));
        Assert.Contains("cannot be saved", fault.Message);
    }

    [Fact]
    public void OtherDataAndOptionsAreRefusedByName()
    {
        var file = Stopped(Options(), 5).Save();
        var seed = TabularTraining.Prepare(Moons, Options() with { Seed = 9 }, cancellationToken: Cancellation);
        Assert.Contains("seed is 3 there and 9 here", Assert.Throws<DataException>(() => seed.Resume(file, anyway: true)).Message);
        var data = TabularTraining.Prepare(BuiltInData.Named("moons").Generate(1, 200).ToTable(), Options(), cancellationToken: Cancellation);
        Assert.Contains("the very same rows", Assert.Throws<DataException>(() => data.Resume(file, anyway: true)).Message);
        var longer = TabularTraining.Prepare(Moons, Options() with { Epochs = 12 }, cancellationToken: Cancellation);
        Assert.Contains("epochs is 8 there and 12 here", Assert.Throws<DataException>(() => longer.Resume(file)).Message);
        longer.Resume(file, anyway: true);
        Assert.Equal(5, longer.Trainer.Steps);
    }

    private static TabularTraining Stopped(TabularOptions options, int steps)
    {
        var training = TabularTraining.Prepare(Moons, options, cancellationToken: Cancellation);
        for (var i = 0; i < steps; i++)
        {
            training.Advance(Cancellation);
        }

        return training;
    }

    private static TabularOptions Options() => new() { Target = BuiltInData.Named("moons").TargetName, Hidden = [6], Epochs = 8, Seed = 3, Threads = 1 };

    /// <summary>Takes the folder away as soon as training has begun.</summary>
    private sealed class Vanishing(string folder) : IProgress<TabularEpoch>
    {
        public void Report(TabularEpoch value)
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
