using System.Text.Json;

namespace Feedforward.Mpi.Tests;

/// <summary>A search that real processes share: its results are those of one process, and one that dies costs its trials alone.</summary>
public sealed class SearchAcrossRanksTests : IDisposable
{
    // Lines of trials come and go in the whole of it; halving makes the second round wait for the first.
    private static readonly string[] s_search =
        ["tune", "moons", "--trials", "12", "--search", "halving", "--epochs", "12", "--range", "width=4..8", "--preset", "fast", "--threads", "1", "--json"];

    // Long enough for a rank to be killed on the way.
    private static readonly string[] s_longer = [.. s_search.Select(word => word == "12" ? "100" : word).Select((word, i) => i == 3 ? "12" : word)];

    private readonly string _folder = Directory.CreateTempSubdirectory("feedforward-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(2, "mpirun.openmpi")]
    [InlineData(3, "mpirun.openmpi")]
    [InlineData(2, "mpirun.mpich")]
    public async Task Trials_and_models_are_those_of_one_process(int ranks, string launcher)
    {
        using var job = Job.Start(_folder, ranks, [.. s_search, "--out", "together"], launcher);
        var (code, output, error) = await job.EndAsync();
        Assert.True(code == 0, output + error);
        await SameAsAloneAsync("together", s_search);
        Assert.Equal(["best-trial.onnx", "model.onnx", "trials.jsonl"], Directory.GetFileSystemEntries(Path.Combine(_folder, "together")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_rank_that_is_killed_costs_its_trials_alone()
    {
        using var job = Job.StartRanks(
            _folder, 3, ["dotnet", Job.Command, .. s_longer, "--out", "together"], settings: ["--enable-recovery"]);
        await job.SeeAsync("\"event\":\"trial\"");
        Job.Send("KILL", job.ProcessOf(1));
        var (_, output, error) = await job.EndAsync();
        Assert.True(output.Contains("\"event\":\"done\"", StringComparison.Ordinal), output + error);
        await SameAsAloneAsync("together", s_longer);
    }

    /// <summary>Whoever leads may be the one: what the others finish is there for the same command, with any number of processes.</summary>
    [Fact]
    public async Task What_ranks_did_of_an_interrupted_search_is_not_done_again()
    {
        using var job = Job.StartRanks(
            _folder, 3, ["dotnet", Job.Command, .. s_longer, "--out", "together"], settings: ["--enable-recovery"]);
        await job.SeeAsync("\"event\":\"trial\"");
        Job.Send("KILL", job.ProcessOf(0));
        await job.EndAsync();

        using var again = Job.Alone(_folder, [.. s_longer, "--out", "together"]);
        var (code, output, error) = await again.EndAsync();
        Assert.True(code == 0, output + error);
        Assert.DoesNotContain(Events(output), line => line.GetProperty("event").GetString() == "trial" && !line.GetProperty("resumed").GetBoolean());
        await SameAsAloneAsync("together", s_longer);
    }

    [Fact]
    public async Task A_rank_that_cannot_read_its_data_says_so_and_the_others_go_on()
    {
        var rows = "x,y\n" + string.Concat(Enumerable.Range(0, 90).Select(i => $"{i % 9}.25,{i % 7}.5\n"));
        File.WriteAllText(Path.Combine(_folder, "data-0.csv"), rows);
        using var job = Job.StartRanks(_folder, 2, [
            "sh", "-c", $"exec dotnet '{Job.Command}' tune data-$OMPI_COMM_WORLD_RANK.csv -t y --trials 3 --epochs 2 --preset fast --out together --json",
        ]);
        var (code, output, error) = await job.EndAsync();
        Assert.True(code == 0, output + error);
        Assert.Contains("rank 1 of 2: There is no file 'data-1.csv'", error);
        Assert.Contains("The others go on without it.", error);
        Assert.True(File.Exists(Path.Combine(_folder, "together", "model.onnx")));
    }

    private async Task SameAsAloneAsync(string folder, string[] search)
    {
        using var alone = Job.Alone(_folder, [.. search, "--out", "alone"]);
        Assert.Equal(0, (await alone.EndAsync()).Code);
        Assert.Equal(Trials("alone"), Trials(folder));
        foreach (var model in (string[])["best-trial.onnx", "model.onnx"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "alone", model)), File.ReadAllBytes(Path.Combine(_folder, folder, model)));
        }
    }

    /// <summary>The trials of a journal without the time that they took, in an order of their own.</summary>
    private string[] Trials(string folder) =>
    [
        .. File.ReadLines(Path.Combine(_folder, folder, "trials.jsonl")).Skip(1).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(trial => string.Join(' ', trial.EnumerateObject().Where(field => field.Name != "seconds").Select(field => field.Value.GetRawText())))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<JsonElement> Events(string output) =>
        output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement);
}
