namespace Feedforward.Mpi.Tests;

/// <summary>What goes wrong on one rank ends the job within seconds, and says which rank and why.</summary>
public sealed class RankFailureTests : IDisposable
{
    private const string Endless = "train digits --epochs 1000000 --patience 0 --out model.onnx";

    private readonly string _folder = Directory.CreateTempSubdirectory("feedforward-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_rank_that_is_killed_ends_the_job()
    {
        using var job = Job.Start(_folder, 3, [.. Endless.Split(' '), "--json"]);
        await job.SeeAsync("\"event\":\"epoch\"");
        Job.Send("KILL", job.ProcessOf(1));
        var (code, _, error) = await job.EndAsync(seconds: 60);
        Assert.NotEqual(0, code);
        Assert.Contains("rank 1", error);
    }

    [Theory]
    [InlineData("mpirun.openmpi", "OMPI_COMM_WORLD_RANK")]
    [InlineData("mpirun.mpich", "PMI_RANK")]
    public async Task A_rank_that_cannot_read_its_data_says_so_with_its_number(string launcher, string variable)
    {
        File.WriteAllText(Path.Combine(_folder, "data-0.csv"), Rows(60));
        using var job = Job.StartRanks(
            _folder, 2, ["sh", "-c", $"exec dotnet '{Job.Command}' train data-${variable}.csv --target y --epochs 100000 --patience 0"], launcher);
        var (code, output, error) = await job.EndAsync();
        Assert.NotEqual(0, code);
        Assert.Contains("rank 1 of 2: ", output + error);
        Assert.Contains("data-1.csv", output + error);
    }

    [Fact]
    public async Task Ranks_that_fail_alike_say_it_once_and_keep_the_exit_code()
    {
        File.WriteAllText(Path.Combine(_folder, "data.csv"), "x,y\n1,2\n3\n");
        using var job = Job.Start(_folder, 3, ["train", "data.csv", "--target", "y"]);
        var (code, output, error) = await job.EndAsync();
        Assert.Equal(3, code);
        Assert.Single((output + error).Split('\n'), line => line.StartsWith("feedforward: ", StringComparison.Ordinal));
        Assert.DoesNotContain("MPI_ABORT", output + error);
    }

    /// <summary>One rank alone reads the block with the bad cell, before the first epoch; nobody waits for it.</summary>
    [Theory]
    [InlineData("mpirun.openmpi")]
    [InlineData("mpirun.mpich")]
    public async Task What_one_rank_finds_in_streamed_rows_all_say_once(string launcher)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "parts"));
        for (var part = 0; part < 12; part++)
        {
            File.WriteAllText(Path.Combine(_folder, "parts", $"{part:00}.csv"), Rows(60) + (part == 11 ? "many,1\n" : ""));
        }

        using var job = Job.Start(_folder, 3, ["train", "parts", "--target", "y", "--type", "x=number", "--memory", "16MB", "--epochs", "100000", "--patience", "0"], launcher);
        var (code, output, error) = await job.EndAsync(seconds: 60);
        Assert.Equal(3, code);
        var said = Assert.Single((output + error).Split('\n'), line => line.StartsWith("feedforward: ", StringComparison.Ordinal));
        Assert.Contains("11.csv", said);
        Assert.Contains("'many'", said);
        Assert.DoesNotContain("MPI_ABORT", output + error);
    }

    [Fact]
    public async Task Ranks_with_different_tables_are_told_so()
    {
        File.WriteAllText(Path.Combine(_folder, "data-0.csv"), Rows(60));
        File.WriteAllText(Path.Combine(_folder, "data-1.csv"), Rows(60).Replace("59", "58", StringComparison.Ordinal));
        using var job = Job.StartRanks(
            _folder, 2, ["sh", "-c", $"exec dotnet '{Job.Command}' train data-$OMPI_COMM_WORLD_RANK.csv --target y --hidden 4 --epochs 2"]);
        var (code, output, error) = await job.EndAsync();
        Assert.Equal(3, code);
        Assert.Contains("Rank 1 read another table than rank 0", output + error);
    }

    [Fact]
    public async Task More_processes_than_shards_are_told_what_to_do()
    {
        using var job = Job.Start(_folder, 3, ["train", "moons", "--shards", "2"]);
        var (code, output, error) = await job.EndAsync();
        Assert.Equal(2, code);
        Assert.Contains("Give --shards 4", output + error);
    }

    [Fact]
    public async Task The_signal_of_a_cluster_ends_training_with_the_best_model_so_far()
    {
        using var job = Job.Start(_folder, 2, [.. Endless.Split(' '), "--json"], secondsToEnd: 3);
        await job.SeeAsync("\"event\":\"epoch\"");
        job.Signal("TERM");
        Assert.NotEqual(0, (await job.EndAsync(seconds: 60)).Code);
        Assert.True(File.Exists(Path.Combine(_folder, "model.onnx")));
    }

    /// <summary>What a job of two saved when it was told to end, one process ends to the bits of a training that was never interrupted.</summary>
    [Fact]
    public async Task The_signal_of_a_cluster_saves_a_checkpoint_that_any_number_of_processes_goes_on_from()
    {
        string[] training = ["train", "digits", "--hidden", "16", "--epochs", "800", "--patience", "0", "--shards", "8"];
        using var job = Job.Start(_folder, 2, [.. training, "--checkpoint", "run", "--json"], secondsToEnd: 2);
        await job.SeeAsync("\"event\":\"epoch\"");
        job.Signal("TERM");
        var (code, output, error) = await job.EndAsync(seconds: 60);
        Assert.True(code != 0 && !output.Contains("\"event\":\"done\"", StringComparison.Ordinal), output + error);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder, "run"), "*.safetensors"));

        using var resumed = Job.Start(_folder, 4, ["train", "--resume", "run", "--out", "resumed.onnx"]);
        (code, output, error) = await resumed.EndAsync(seconds: 400);
        Assert.True(code == 0, output + error);
        using var alone = Job.Alone(_folder, [.. training, "--out", "alone.onnx"]);
        Assert.Equal(0, (await alone.EndAsync(seconds: 400)).Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "alone.onnx")), File.ReadAllBytes(Path.Combine(_folder, "resumed.onnx")));
    }

    /// <summary>One rank alone is told to end, about where the first training is over and the second on all rows begins: all do the same, and nothing is lost.</summary>
    [Fact]
    public async Task A_signal_that_reaches_one_rank_between_two_trainings_is_everybodys()
    {
        string[] training = ["train", "digits", "--hidden", "16", "--epochs", "20", "--patience", "0", "--refit", "--shards", "8"];
        using var job = Job.Start(_folder, 2, [.. training, "--checkpoint", "run", "--json"]);
        await job.SeeAsync("\"event\":\"epoch\",\"epoch\":20,");
        Job.Send("TERM", job.ProcessOf(1));
        var (code, output, error) = await job.EndAsync();
        Assert.True(code is 0 or 130, output + error);
        Assert.Equal(code == 0, File.Exists(Path.Combine(_folder, "model.onnx")));

        using var resumed = Job.Start(_folder, 2, ["train", "--resume", "run", "--out", "resumed.onnx"]);
        (code, output, error) = await resumed.EndAsync();
        Assert.True(code == 0, output + error);
        using var alone = Job.Alone(_folder, [.. training, "--out", "alone.onnx"]);
        Assert.Equal(0, (await alone.EndAsync(seconds: 400)).Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "alone.onnx")), File.ReadAllBytes(Path.Combine(_folder, "resumed.onnx")));
    }

    private static string Rows(int count) =>
        "x,y\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{i % 9}.25,{i % 7}.5\n")) + "5,59\n";
}
