using System.Net;
using System.Text;
using System.Text.Json;
using Feedforward.Onnx;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Studio.Tests.Runs;

/// <summary>Runs train with the engine's numbers, step by step, and go on where they stood.</summary>
public sealed class RunTests
{
    private const string Moons = """{"data":"moons","target":"class","hidden":[4],"activations":["tanh"],"learningRate":0.05,"schedule":"constant","batchSize":16,"epochs":5,"patience":0,"seed":3}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_gives_what_the_trainer_gives()
    {
        await using var studio = await TestStudio.StartAsync();
        var run = await CreateAsync(studio, Moons);
        for (var i = 0; i < 5; i++)
        {
            await studio.PostAsync("/api/runs/step", $$"""{"run":"{{run}}","unit":"epoch"}""");
        }

        var shown = await studio.GetAsync($"/api/runs/show?run={run}");
        Assert.Equal("done", shown.GetProperty("state").GetString());
        var expected = TabularTrainer.Fit(
            BuiltInData.Named("moons").Generate(0).ToTable(),
            new TabularOptions
            {
                Target = "class",
                Hidden = [4],
                Activation = "tanh",
                LearningRate = 0.05,
                Optimizer = "adam",
                Schedule = "constant",
                BatchSize = 16,
                Epochs = 5,
                Patience = int.MaxValue,
                Seed = 3,
            },
            cancellationToken: Stop);
        Assert.Equal(
            expected.Epochs.Select(epoch => epoch.Epoch.TrainingRisk),
            Epochs(shown).Select(epoch => epoch.GetProperty("trainLoss").GetDouble()));

        var bytes = await studio.Client.GetByteArrayAsync($"/api/runs/model?run={run}", Stop);
        using var file = new MemoryStream(bytes);
        Assert.Equal(expected.Model.Network.Parameters.ToArray(), ModelFile.Load(file).Network.Parameters.ToArray());
    }

    [Fact]
    public async Task An_example_moves_no_weight_before_its_batch_closes_and_an_epoch_is_all_batches()
    {
        await using var studio = await TestStudio.StartAsync();
        var run = await CreateAsync(studio, Moons);
        var before = await ParametersAsync(studio, run);
        var first = await studio.PostAsync("/api/runs/step", $$"""{"run":"{{run}}","unit":"example"}""");
        var batch = first.GetProperty("batch").GetInt32();
        Assert.Equal(16, batch);
        for (var i = 2; i < batch; i++)
        {
            await studio.PostAsync("/api/runs/step", $$"""{"run":"{{run}}","unit":"example"}""");
        }

        Assert.Equal(before, await ParametersAsync(studio, run));
        var last = await studio.PostAsync("/api/runs/step", $$"""{"run":"{{run}}","unit":"example"}""");
        Assert.True(last.GetProperty("closed").GetBoolean());
        Assert.Equal(1, last.GetProperty("step").GetInt32());
        Assert.NotEqual(before, await ParametersAsync(studio, run));

        var rows = (await studio.GetAsync($"/api/runs/show?run={run}")).GetProperty("rows").GetProperty("train").GetInt32();
        Assert.Equal((rows + 15) / 16, (await studio.PostAsync("/api/runs/step", $$"""{"run":"{{run}}","unit":"epoch"}""")).GetProperty("step").GetInt32());
    }

    [Fact]
    public async Task Rewound_with_the_same_seed_the_losses_are_the_same_and_with_another_they_are_not()
    {
        await using var studio = await TestStudio.StartAsync();
        var run = await CreateAsync(studio, Moons);
        var first = await LossesAsync(studio, run, 3);
        await studio.PostAsync("/api/runs/rewind", $$"""{"run":"{{run}}"}""");
        Assert.Equal(first, await LossesAsync(studio, run, 3));
        await studio.PostAsync("/api/runs/rewind", $$"""{"run":"{{run}}","seed":4}""");
        Assert.NotEqual(first, await LossesAsync(studio, run, 3));
    }

    [Fact]
    public async Task What_diverges_says_at_which_step_and_begins_anew()
    {
        await using var studio = await TestStudio.StartAsync();
        var run = await CreateAsync(studio, Moons.Replace("\"tanh\"", "\"relu\"", StringComparison.Ordinal).Replace("0.05", "1e5", StringComparison.Ordinal).Replace("\"epochs\":5", "\"epochs\":500,\"optimizer\":\"sgd\",\"loss\":\"softmax-cross-entropy\"", StringComparison.Ordinal));
        var position = default(JsonElement);
        for (var i = 0; i < 500 && (i == 0 || position.GetProperty("state").GetString() == "paused"); i++)
        {
            position = await studio.PostAsync("/api/runs/step", $$"""{"run":"{{run}}","unit":"epoch"}""");
        }

        Assert.Equal("diverged", position.GetProperty("state").GetString());
        Assert.Contains($"Diverged at step {position.GetProperty("divergedAtStep").GetInt64()}", position.GetProperty("message").GetString(), StringComparison.Ordinal);
        await studio.PostAsync("/api/runs/step", $$"""{"run":"{{run}}","unit":"batch"}""", HttpStatusCode.BadRequest);
        Assert.Equal("paused", (await studio.PostAsync("/api/runs/rewind", $$"""{"run":"{{run}}","configuration":{{Moons}}}""")).GetProperty("state").GetString());
        Assert.All(await LossesAsync(studio, run, 2), loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public async Task An_edited_weight_is_the_one_that_trains_on()
    {
        await using var studio = await TestStudio.StartAsync();
        var run = await CreateAsync(studio, Moons);
        await studio.PostAsync("/api/runs/edit", $$"""{"run":"{{run}}","layer":0,"from":1,"to":2,"value":0.5}""");
        await studio.PostAsync("/api/runs/edit", $$"""{"run":"{{run}}","layer":1,"to":0,"value":-2}""");
        var parameters = await ParametersAsync(studio, run);

        // Inputs × units, then the bias of the output as the last.
        Assert.Equal(0.5f, parameters[(1 * 4) + 2]);
        Assert.Equal(-2f, parameters[^1]);
        Assert.True((await studio.GetAsync($"/api/runs/show?run={run}")).GetProperty("edited").GetBoolean());
    }

    /// <summary>One that was killed has a journal and a checkpoint; what comes after is the same as without the kill.</summary>
    [Fact]
    public async Task After_a_restart_a_run_goes_on_with_the_same_bits_and_event_numbers()
    {
        var folder = Directory.CreateTempSubdirectory("feedforward-").FullName;
        try
        {
            string run;
            double[] first;
            long newest;
            await using (var studio = await TestStudio.StartAsync(folder))
            {
                run = await CreateAsync(studio, Moons);
                first = await LossesAsync(studio, run, 2);
                newest = studio.Server.Events.Newest;
            }

            await using var again = await TestStudio.StartAsync(folder);
            Assert.Equal(newest, again.Server.Events.Newest);
            Assert.Equal(first, Epochs(await again.GetAsync($"/api/runs/show?run={run}")).Select(epoch => epoch.GetProperty("trainLoss").GetDouble()));
            var all = await LossesAsync(again, run, 5, from: 2);

            var alone = await CreateAsync(again, Moons);
            Assert.Equal(await LossesAsync(again, alone, 5), all);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{"data":"digits","target":"digit","hidden":[16,16,16,16,16,16],"seed":1}""")]
    [InlineData("""{"data":"spirals","target":"class","hidden":[16,16,16],"seed":1}""")]
    [InlineData("""{"data":"sine","target":"y","hidden":[16],"seed":1}""")]
    [InlineData("""{"data":"moons","target":"class","preset":"auto","seed":1}""")]
    public async Task A_picture_is_small_and_has_what_fits_the_data(string configuration)
    {
        await using var studio = await TestStudio.StartAsync();
        var run = await CreateAsync(studio, configuration);
        var text = await studio.Client.GetStringAsync($"/api/runs/picture?run={run}", Stop);
        Assert.True(Encoding.UTF8.GetByteCount(text) <= RunPicture.MostBytes, $"{text.Length} bytes");
        using var picture = JsonDocument.Parse(text);
        Assert.Equal(!configuration.Contains("auto", StringComparison.Ordinal), picture.RootElement.TryGetProperty("layers", out _));
        Assert.Equal(!configuration.Contains("digits", StringComparison.Ordinal), picture.RootElement.TryGetProperty("output", out _));
    }

    [Theory]
    [InlineData("""{"data":"nowhere","target":"y"}""", "nowhere")]
    [InlineData("""{"data":"moons","target":"color"}""", "color")]
    [InlineData("""{"data":"moons","target":"class","hidden":[4,4],"activations":["tanh","relu","relu"]}""", "2 hidden layers and 3 activations")]
    [InlineData("""{"data":"moons","target":"class","hidden":[0]}""", "widths")]
    [InlineData("""{"data":"moons","target":"class","optimizer":"adm"}""", "adm")]
    [InlineData("""{"data":"moons","target":"class","task":"guess"}""", "regression")]
    public async Task What_cannot_be_trained_is_told_and_leaves_no_run(string configuration, string message)
    {
        await using var studio = await TestStudio.StartAsync();
        var problem = await studio.PostAsync("/api/runs", configuration, message == "nowhere" ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest);
        Assert.Contains(message, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await studio.GetAsync("/api/runs")).GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task A_deleted_run_is_gone()
    {
        await using var studio = await TestStudio.StartAsync();
        var run = await CreateAsync(studio, Moons);
        await studio.PostAsync("/api/runs/play", $$"""{"run":"{{run}}"}""");
        await studio.PostAsync("/api/runs/delete", $$"""{"run":"{{run}}"}""");
        using var response = await studio.Client.GetAsync($"/api/runs/show?run={run}", Stop);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<string> CreateAsync(TestStudio studio, string configuration) =>
        (await studio.PostAsync("/api/runs", configuration)).GetProperty("run").GetString()!;

    private static async Task<double[]> LossesAsync(TestStudio studio, string run, int epochs, int from = 0)
    {
        for (var i = from; i < epochs; i++)
        {
            await studio.PostAsync("/api/runs/step", $$"""{"run":"{{run}}","unit":"epoch"}""");
        }

        return [.. Epochs(await studio.GetAsync($"/api/runs/show?run={run}")).Select(epoch => epoch.GetProperty("trainLoss").GetDouble())];
    }

    private static IEnumerable<JsonElement> Epochs(JsonElement shown) =>
        shown.GetProperty("history").EnumerateArray().Where(entry => entry.GetProperty("event").GetString() == "epoch");

    private static async Task<float[]> ParametersAsync(TestStudio studio, string run) =>
        [.. (await studio.GetAsync($"/api/runs/parameters?run={run}")).GetProperty("blocks").EnumerateArray()
            .SelectMany(block => block.GetProperty("values").EnumerateArray().Select(value => value.GetSingle()))];
}
