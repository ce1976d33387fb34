using System.Net;
using System.Text.Json;
using Feedforward.Experiments;

namespace Feedforward.Studio.Tests;

/// <summary>The page's numbers are the engine's.</summary>
public sealed class LessonTests
{
    [Fact]
    public async Task The_perceptron_settles_on_or_with_the_mistakes_worked_by_hand()
    {
        await using var studio = await TestStudio.StartAsync();
        var answer = await studio.GetAsync("/api/lessons/perceptron?table=OR");

        // Four passes with 1, 2, 1 and 0 mistakes.
        Assert.True(answer.GetProperty("isSeparated").GetBoolean());
        Assert.Equal(16, answer.GetProperty("steps").GetArrayLength());
        Assert.Equal([1, 3, 4, 4], answer.GetProperty("steps").EnumerateArray().Where((_, i) => i % 4 == 3).Select(step => step.GetProperty("mistakes").GetInt32()));
    }

    [Fact]
    public async Task The_perceptron_never_has_all_of_xor_right()
    {
        await using var studio = await TestStudio.StartAsync();
        var answer = await studio.GetAsync("/api/lessons/perceptron?table=XOR&passes=30");
        Assert.False(answer.GetProperty("isSeparated").GetBoolean());
        Assert.Equal(120, answer.GetProperty("steps").GetArrayLength());
        Assert.All(answer.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("accuracy").GetDouble() <= 0.75));
    }

    [Fact]
    public async Task A_line_separates_xor_in_the_hidden_space()
    {
        await using var studio = await TestStudio.StartAsync();
        var solution = (await studio.GetAsync("/api/lessons/xor?activation=tanh&width=2&seeds=10")).GetProperty("solution");
        Assert.All(solution.GetProperty("points").EnumerateArray(), point =>
            Assert.Equal(point.GetProperty("label").GetSingle() > 0.5, point.GetProperty("probability").GetSingle() > 0.5));
        Assert.NotEqual(JsonValueKind.Null, solution.GetProperty("hiddenBoundary").ValueKind);
    }

    [Fact]
    public async Task The_variance_of_one_example_is_about_eight_times_that_of_eight()
    {
        await using var studio = await TestStudio.StartAsync();
        var answer = await studio.GetAsync("/api/lessons/noise");
        double Variance(int size) => answer.GetProperty("noise").EnumerateArray().Single(noise => noise.GetProperty("batchSize").GetInt32() == size).GetProperty("variance").GetDouble();

        // Without replacement out of 128: 8·127/120.
        Assert.Equal(8 * 127 / 120.0, Variance(1) / Variance(8), 0.8);

        // The first full step is −α∇L, and no point of the surface lies below the minimum.
        var full = answer.GetProperty("paths").EnumerateArray().Last();
        var gradient = answer.GetProperty("gradient");
        Assert.Equal(-1.5 - gradient[0].GetDouble(), full.GetProperty("weights")[1].GetDouble(), 1e-5);
        Assert.Equal(2 - gradient[1].GetDouble(), full.GetProperty("biases")[1].GetDouble(), 1e-5);
        var lowest = answer.GetProperty("minimumRisk").GetDouble();
        Assert.All(answer.GetProperty("risks").EnumerateArray(), row => Assert.All(row.EnumerateArray(), risk => Assert.True(risk.GetDouble() > lowest - 1e-6)));
    }

    [Fact]
    public async Task More_hidden_neurons_come_nearer_and_their_contributions_sum_to_the_output()
    {
        await using var studio = await TestStudio.StartAsync();
        var networks = (await studio.GetAsync("/api/lessons/approximation?epochs=300&values=0,1,0,-1,0")).GetProperty("networks").EnumerateArray().ToList();
        double Error(int width) => networks.Single(network => network.GetProperty("width").GetInt32() == width).GetProperty("largestError").GetDouble();
        Assert.True(Error(32) < Error(2));
        foreach (var network in networks)
        {
            var bias = network.GetProperty("bias").GetDouble();
            for (var i = 0; i < 257; i += 64)
            {
                var sum = network.GetProperty("contributions")[i].EnumerateArray().Sum(value => value.GetDouble()) + bias;
                Assert.Equal(network.GetProperty("values")[i].GetDouble(), sum, 1e-3);
            }
        }
    }

    [Fact]
    public async Task The_risk_is_lowest_at_the_share_of_ones()
    {
        await using var studio = await TestStudio.StartAsync();
        var answer = await studio.GetAsync("/api/lessons/likelihood?p=0.5&labels=1,1,0,1");
        Assert.Equal(Math.Pow(0.5, 4), answer.GetProperty("risk")[0].GetProperty("likelihood").GetDouble(), 1e-12);
        Assert.Equal(Math.Log(2), answer.GetProperty("risk")[0].GetProperty("loss").GetDouble(), 1e-12);
        Assert.Equal(-0.25, answer.GetProperty("rows")[0].GetProperty("squaredSlope").GetDouble(), 1e-12);
        Assert.Equal(0.75, answer.GetProperty("curve").EnumerateArray().MinBy(cost => cost.GetProperty("loss").GetDouble()).GetProperty("p").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData("/api/lessons/perceptron?table=NAND", "The tables are")]
    [InlineData("/api/lessons/perceptron?passes=0", "'passes'")]
    [InlineData("/api/lessons/xor?activation=tahn", "tahn")]
    [InlineData("/api/lessons/noise?rate=x", "'rate' is to be a number")]
    [InlineData("/api/lessons/approximation?target=saddle", "one input")]
    [InlineData("/api/lessons/likelihood?labels=1,2", "each 0 or 1")]
    [InlineData("/api/lessons/likelihood?p=1", "'p'")]
    public async Task What_cannot_be_computed_is_told(string path, string message)
    {
        await using var studio = await TestStudio.StartAsync();
        using var response = await studio.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_of_the_perceptron_end_as_its_passes_do()
    {
        foreach (var course in PerceptronExperiment.Run(maximumPasses: 7, cancellation: TestContext.Current.CancellationToken))
        {
            var steps = PerceptronExperiment.Steps(course.Table, 7);
            Assert.Equal(course.Passes.Count * 4, steps.Count);
            Assert.Equal(course.Result.Mistakes, steps[^1].Mistakes);
            Assert.Equal(course.Passes[^1].Weights, steps[^1].Weights);
        }
    }
}
