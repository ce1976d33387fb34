using System.Security.Cryptography;

namespace Feedforward.Mpi.Tests;

/// <summary>Real processes that train one network together: the file they write is the same, byte by byte, however many they are.</summary>
public sealed class TrainingAcrossRanksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedforward-").FullName;

    // Running statistics, masks, clipping and a patience that ends the training early: all that could depend on who has which rows.
    private static readonly string[] s_training =
    [
        "train", "digits", "--hidden", "24", "--batch-norm", "--dropout", "0.1", "--clip", "1", "--learning-rate", "0.05", "--epochs", "60", "--patience", "1", "--validation", "0.3",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 1, "mpirun.openmpi")]
    [InlineData(2, 1, "mpirun.openmpi")]
    [InlineData(2, 2, "mpirun.openmpi")]
    [InlineData(3, 1, "mpirun.openmpi")]
    [InlineData(4, 1, "mpirun.openmpi")]
    [InlineData(4, 2, "mpirun.openmpi")]
    [InlineData(8, 1, "mpirun.openmpi")]
    [InlineData(2, 1, "mpirun.mpich")]
    [InlineData(3, 1, "mpirun.mpich")]
    public async Task The_model_is_the_same_byte_by_byte(int ranks, int threads, string launcher)
    {
        using var job = Job.Start(_folder, ranks, [.. s_training, "--threads", $"{threads}", "--out", "together.onnx"], launcher);
        var (code, output, error) = await job.EndAsync();
        Assert.True(code == 0, error);
        Assert.Contains("stopped early", output);

        // A launcher's terminal is no screen: no colours, and each line once.
        Assert.DoesNotContain('\e', output + error);
        Assert.Single(output.Split('\n'), line => line.Contains("model written to"));

        using var alone = Job.Alone(_folder, [.. s_training, "--shards", "8", "--out", "alone.onnx"]);
        Assert.Equal(0, (await alone.EndAsync()).Code);
        Assert.Equal(Hash("alone.onnx"), Hash("together.onnx"));
    }

    /// <summary>
    /// UCX under MPICH writes over the first instructions of the C library's functions; a thread that was in one of them died, in one
    /// start of twelve on a busy machine. It tells in its own words that it was kept from it.
    /// </summary>
    [Fact]
    public async Task No_code_is_changed_under_running_threads()
    {
        using var job = Job.StartRanks(
            _folder,
            2,
            ["dotnet", Job.Command, "train", "digits", "--hidden", "4", "--epochs", "1"],
            "mpirun.mpich",
            null,
            "-genv",
            "UCX_MEM_LOG_LEVEL",
            "debug");
        var (code, output, error) = await job.EndAsync();
        Assert.True(code == 0, error);
        Assert.SkipUnless(output.Contains("UCX", StringComparison.Ordinal), "This MPICH does not use UCX.");
        Assert.Contains("installing mmap hooks is disabled", output);
        Assert.DoesNotContain("bistro hook", output);
    }

    /// <summary>An ensemble with folds and its own optimizer, the default for tables, and a second training on all rows.</summary>
    [Theory]
    [InlineData("--preset", "auto", "--epochs", "2")]
    [InlineData("--hidden", "8", "--epochs", "3", "--refit")]
    public async Task So_it_is_for_presets_and_for_training_again(params string[] choices)
    {
        using var job = Job.Start(_folder, 2, ["train", "moons", .. choices, "--out", "together.onnx"]);
        var (code, _, error) = await job.EndAsync();
        Assert.True(code == 0, error);
        using var alone = Job.Alone(_folder, ["train", "moons", .. choices, "--shards", "8", "--out", "alone.onnx"]);
        Assert.Equal(0, (await alone.EndAsync()).Code);
        Assert.Equal(Hash("alone.onnx"), Hash("together.onnx"));
    }

    /// <summary>Rows of a folder's files, a block each, of which every rank reads those of its shards.</summary>
    [Theory]
    [InlineData(1, "mpirun.openmpi")]
    [InlineData(2, "mpirun.openmpi")]
    [InlineData(3, "mpirun.openmpi")]
    [InlineData(4, "mpirun.openmpi")]
    [InlineData(8, "mpirun.openmpi")]
    [InlineData(3, "mpirun.mpich")]
    public async Task So_it_is_for_streamed_rows(int ranks, string launcher)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "parts"));
        for (var part = 0; part < 20; part++)
        {
            var lines = Enumerable.Range(part * 100, 80 + (part * 13 % 40)).Select(i => $"{i * 7 % 50},{(i % 3 == 0 ? "north" : "south")},{(i * 7 % 50 > 25 && i % 3 != 0 ? "yes" : "no")}\n");
            await File.WriteAllTextAsync(Path.Combine(_folder, "parts", $"{part:00}.csv"), "height,city,tall\n" + string.Concat(lines), TestContext.Current.CancellationToken);
        }

        string[] training = ["train", "parts", "-t", "tall", "--memory", "16MB", "--hidden", "16", "--batch-norm", "--batch", "50", "--epochs", "4"];
        using var job = Job.Start(_folder, ranks, [.. training, "--out", "together.onnx"], launcher);
        var (code, output, error) = await job.EndAsync();
        Assert.True(code == 0, error);
        Assert.Contains("linear model", output);
        using var alone = Job.Alone(_folder, [.. training, "--shards", "8", "--cache", "none", "--out", "alone.onnx"]);
        Assert.Equal(0, (await alone.EndAsync()).Code);
        Assert.Equal(Hash("alone.onnx"), Hash("together.onnx"));
    }

    [Fact]
    public async Task A_time_limit_is_that_of_rank_0()
    {
        using var job = Job.Start(_folder, 2, ["train", "digits", "--epochs", "1000000", "--patience", "0", "--time-limit", "1s"]);
        var (code, output, error) = await job.EndAsync();
        Assert.True(code == 0, error);
        Assert.Contains("time", output);
    }

    [Fact]
    public async Task Other_verbs_are_the_work_of_one_process()
    {
        using var job = Job.Start(_folder, 3, ["--version"]);
        var (code, output, _) = await job.EndAsync();
        Assert.Equal(0, code);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private string Hash(string name) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, name))));
}
