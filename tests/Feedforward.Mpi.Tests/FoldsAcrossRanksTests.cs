using System.Text.Json;

namespace Feedforward.Mpi.Tests;

/// <summary>A cross-validation that real processes share: its result is that of one process, and one that dies costs its fold alone.</summary>
public sealed class FoldsAcrossRanksTests : IDisposable
{
    private static readonly string[] s_short = ["train", "moons", "--cv", "5", "--epochs", "6", "--preset", "auto"];

    // Long enough for a rank to be killed within its fold.
    private static readonly string[] s_longer = ["train", "digits", "--cv", "5", "--hidden", "32", "--epochs", "400", "--patience", "0", "--threads", "1", "--json"];

    // Long enough for the launcher's signal to come within a fold.
    private static readonly string[] s_longest = ["train", "digits", "--cv", "5", "--hidden", "32", "--epochs", "1200", "--patience", "0", "--threads", "1", "--json"];

    private readonly string _folder = Directory.CreateTempSubdirectory("feedforward-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(2, "mpirun.openmpi")]
    [InlineData(3, "mpirun.openmpi")]
    [InlineData(7, "mpirun.openmpi")]
    [InlineData(3, "mpirun.mpich")]
    public async Task The_result_is_that_of_one_process(int ranks, string launcher)
    {
        using var job = Job.Start(_folder, ranks, [.. s_short, "--json"], launcher);
        var (code, output, error) = await job.EndAsync();
        Assert.True(code == 0, output + error);
        using var alone = Job.Alone(_folder, [.. s_short, "--json"]);
        Assert.Equal(Result((await alone.EndAsync()).Output), Result(output));

        // Nothing is done twice, and nothing is left.
        var shown = Events(output).Where(line => line.TryGetProperty("fold", out _)).Select(line => line.GetProperty("fold").GetInt32()).Distinct().Count();
        Assert.Equal(5 - shown, Messages(output).Count(message => message.EndsWith("was finished by another process.", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task The_table_that_is_printed_is_that_of_one_process()
    {
        using var job = Job.Start(_folder, 2, s_short);
        using var alone = Job.Alone(_folder, s_short);
        Assert.Equal(Table((await alone.EndAsync()).Output), Table((await job.EndAsync()).Output));

        static string Table(string output) => output[..output.LastIndexOf(';')];
    }

    [Fact]
    public async Task A_rank_that_is_killed_costs_its_fold_alone()
    {
        using var job = Job.StartRanks(_folder, 3, ["dotnet", Job.Command, .. s_longer], settings: ["--enable-recovery"]);
        await job.SeeAsync("\"event\":\"epoch\"");
        Job.Send("KILL", job.ProcessOf(1));
        var (_, output, error) = await job.EndAsync();
        Assert.True(output.Contains("\"event\":\"done\"", StringComparison.Ordinal), output + error);
        await SameAsAloneAsync(output, s_longer);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>Whoever gathers may be the one: what the others finished and saved is there for the same command, with any number of processes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_ranks_did_before_the_first_was_killed_is_not_done_again(int ranks)
    {
        using var job = Job.StartRanks(
            _folder, 3, ["dotnet", Job.Command, .. s_longer, "--checkpoint", "run", "--every", "1-epochs"], settings: ["--enable-recovery"]);
        await job.SeeAsync("\"event\":\"epoch\"");
        Job.Send("KILL", job.ProcessOf(0));
        await job.EndAsync();

        string[] again = ["train", "--resume", "run", "--json"];
        using var resumed = ranks == 1 ? Job.Alone(_folder, again) : Job.Start(_folder, ranks, again);
        var (code, output, error) = await resumed.EndAsync();
        Assert.True(code == 0, output + error);
        Assert.Contains(Messages(output), message => message.EndsWith("finished before.", StringComparison.Ordinal));
        await SameAsAloneAsync(output, s_longer);
    }

    [Fact]
    public async Task The_signal_of_a_cluster_keeps_what_was_done()
    {
        using var job = Job.Start(_folder, 2, [.. s_longest, "--checkpoint", "run", "--every", "1h"], secondsToEnd: 2);
        await job.SeeAsync("\"event\":\"epoch\"");
        job.Signal("TERM");
        var (code, output, error) = await job.EndAsync(seconds: 60);
        Assert.True(code != 0 && !output.Contains("\"event\":\"done\"", StringComparison.Ordinal), output + error);
        Assert.True(Directory.GetFiles(Path.Combine(_folder, "run"), "*.safetensors", SearchOption.AllDirectories) is not [], output + error);

        using var resumed = Job.Start(_folder, 3, ["train", "--resume", "run", "--json"]);
        (code, output, error) = await resumed.EndAsync(seconds: 300);
        Assert.True(code == 0, output + error);
        await SameAsAloneAsync(output, s_longest);
    }

    [Fact]
    public async Task A_rank_that_cannot_read_its_data_says_so_and_the_others_go_on()
    {
        var rows = "x,y\n" + string.Concat(Enumerable.Range(0, 90).Select(i => $"{i % 9}.25,{i % 7}.5\n"));
        File.WriteAllText(Path.Combine(_folder, "data-0.csv"), rows);
        using var job = Job.StartRanks(_folder, 2, ["sh", "-c", $"exec dotnet '{Job.Command}' train data-$OMPI_COMM_WORLD_RANK.csv -t y --cv 3 --epochs 2 --json"]);
        var (code, output, error) = await job.EndAsync();
        Assert.True(code == 0, output + error);
        Assert.Contains("rank 1 of 2: There is no file 'data-1.csv'", error);
        Assert.Contains("\"event\":\"done\"", output);
    }

    [Theory]
    [InlineData("mpirun.openmpi", 3, "There is no file 'nothing.csv'", "nothing.csv", "-t", "y")]
    [InlineData("mpirun.mpich", 3, "There is no file 'nothing.csv'", "nothing.csv", "-t", "y")]
    [InlineData("mpirun.openmpi", 4, "Training diverged", "moons", "--optimizer", "sgd", "--learning-rate", "1e30")]
    [InlineData("mpirun.mpich", 4, "Training diverged", "moons", "--optimizer", "sgd", "--learning-rate", "1e30")]
    public async Task What_all_fail_by_is_said_once_with_its_exit_code(string launcher, int exitCode, string message, params string[] words)
    {
        using var job = Job.Start(_folder, 3, ["train", .. words, "--cv", "3"], launcher);
        var (code, output, error) = await job.EndAsync(seconds: 60);
        Assert.Equal(exitCode, code);
        Assert.StartsWith($"feedforward: {message}", Assert.Single((output + error).Split('\n'), line => line.StartsWith("feedforward: ", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private async Task SameAsAloneAsync(string output, string[] words)
    {
        using var alone = Job.Alone(_folder, words);
        Assert.Equal(Result((await alone.EndAsync(seconds: 300)).Output), Result(output));
    }

    /// <summary>The last line without the time that it took.</summary>
    private static string Result(string output) => string.Join(' ', Events(output).Single(line => line.GetProperty("event").GetString() == "done")
        .EnumerateObject().Where(field => field.Name != "seconds").Select(field => field.Value.GetRawText()));

    private static IEnumerable<string> Messages(string output) =>
        Events(output).Where(line => line.GetProperty("event").GetString() == "notice").Select(line => line.GetProperty("message").GetString()!);

    private static IEnumerable<JsonElement> Events(string output) =>
        output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement);
}
