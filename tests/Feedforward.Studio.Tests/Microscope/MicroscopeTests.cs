using System.Globalization;
using System.Net;
using System.Text.Json;
using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Training;

namespace Feedforward.Studio.Tests;

/// <summary>The page's numbers are those worked by hand and those of the trace.</summary>
public sealed class MicroscopeTests
{
    private const string Route = "/api/microscope";

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static JsonElement Layer(JsonElement answer, int layer) => answer.GetProperty("trace").GetProperty("layers")[layer];

    /// <summary>2-2-1 worked with a pocket calculator.</summary>
    [Fact]
    public async Task The_worked_example_has_the_numbers_computed_by_hand()
    {
        await using var studio = await TestStudio.StartAsync();
        var answer = await studio.PostAsync(Route, """{"model":"example","row":1,"layer":"1","neuron":1}""");

        var hidden = Layer(answer, 0).GetProperty("neurons");
        Assert.Equal([0.6457, 0.5250], hidden.EnumerateArray().Select(neuron => Math.Round(Number(neuron, "h"), 4)));
        Assert.Equal([-0.0726, 0.0678], hidden.EnumerateArray().Select(neuron => Math.Round(Number(neuron, "delta"), 4)));
        Assert.Equal(0.5466, answer.GetProperty("trace").GetProperty("prediction")[0].GetDouble(), 4);
        Assert.Equal(0.6040, Number(answer.GetProperty("trace"), "loss"), 4);
        Assert.Equal(-0.4534, Number(Layer(answer, 1).GetProperty("neurons")[0], "delta"), 4);
        var gradient = Layer(answer, 0).GetProperty("gradients")[0];
        Assert.Equal(-0.07261038, Number(gradient, "backpropagated"), 7);
        Assert.Equal(-0.07261038, Number(gradient, "finiteDifference"), 7);

        // a = 0.5·1 − 0.4·0 + 0.1 is written as its terms; what comes back is 0.7·(−0.4534), and σ′ = h(1 − h).
        var neuron = answer.GetProperty("neuron");
        Assert.Equal([0.5, 0], neuron.GetProperty("terms").EnumerateArray().Select(term => term.GetDouble()));
        Assert.Equal(0.7 * -0.4534, Number(neuron, "outputDelta"), 3);
        Assert.Equal(0.6457 * (1 - 0.6457), Number(neuron, "slope"), 4);
        Assert.Equal(0.7, Number(neuron.GetProperty("next")[0], "weight"), 6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_random_network_has_the_numbers_of_the_trace(int seed)
    {
        await using var studio = await TestStudio.StartAsync();
        var opened = TestModels.Random((ulong)seed, new Dense(6, Activation.Tanh), new Residual(new Dense(6, Activation.Gelu)), new LayerNormalization(), new Dense(4, Activation.Relu), new Dense(1));
        studio.Server.Models.Add(name => name == "random" ? opened : null);
        var (x1, x2) = (0.3f * seed, -1.2f + seed);
        var answer = await studio.PostAsync(Route, string.Create(CultureInfo.InvariantCulture, $$"""{"values":{"x1":{{x1}},"x2":{{x2}},"y":"1"},"model":"random"}"""));

        var trace = Trace.Of(opened.Model.Network, [x1, x2], [1], opened.Model.Loss, TestContext.Current.CancellationToken);
        var written = answer.GetProperty("trace");
        Assert.Equal(trace.Loss, Number(written, "loss"), 4);
        Compare(trace.Layers, written.GetProperty("layers"));
        Assert.Equal(trace.Layers.Sum(layer => layer.Gradients.Count), written.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("gradients").GetArrayLength()));
        foreach (var (layer, json) in trace.Layers.Zip(written.GetProperty("layers").EnumerateArray()))
        {
            foreach (var (check, gradient) in layer.Gradients.Zip(json.GetProperty("gradients").EnumerateArray()))
            {
                Assert.Equal(check.FiniteDifference, Number(gradient, "backpropagated"), 4);
            }
        }
    }

    private static void Compare(IReadOnlyList<LayerTrace> layers, JsonElement written)
    {
        foreach (var (layer, json) in layers.Zip(written.EnumerateArray()))
        {
            Assert.Equal(layer.Output.Length, json.GetProperty("output").GetArrayLength());
            foreach (var (neuron, numbers) in layer.Neurons.Zip(json.GetProperty("neurons").EnumerateArray()))
            {
                Assert.Equal(neuron.Preactivation, Number(numbers, "a"), 4);
                Assert.Equal(neuron.Output, Number(numbers, "h"), 4);
                Assert.Equal(neuron.Delta, Number(numbers, "delta"), 4);
            }

            if (layer.Children.Count > 0)
            {
                Compare(layer.Children, json.GetProperty("layers"));
            }
        }
    }

    /// <summary>The matrices of a layer: h·W + b is a, ∇W = xᵀδ.</summary>
    [Fact]
    public async Task Matrices_say_the_same_as_neurons()
    {
        await using var studio = await TestModels.StartAsync();
        var answer = await studio.PostAsync(Route, """{"model":"people","row":7,"layer":"2","neuron":3}""");
        var matrices = answer.GetProperty("matrices");
        Assert.Equal([5, 3], new[] { matrices.GetProperty("rows").GetInt32(), matrices.GetProperty("columns").GetInt32() });
        var neurons = Layer(answer, 1).GetProperty("neurons");
        for (var j = 0; j < 3; j++)
        {
            var a = Number(neurons[j], "bias");
            for (var i = 0; i < 5; i++)
            {
                var x = matrices.GetProperty("input")[i].GetDouble();
                a += x * matrices.GetProperty("weights")[i][j].GetDouble();
                Assert.Equal(x * Number(neurons[j], "delta"), matrices.GetProperty("gradient")[i][j].GetDouble(), 5);
            }

            Assert.Equal(a, Number(neurons[j], "a"), 4);
        }

        // ∂ℓ/∂x of the second layer, W·δ, is what the first layer's neurons get back.
        var first = await studio.PostAsync(Route, """{"model":"people","row":7,"layer":"1","neuron":4}""");
        Assert.Equal(matrices.GetProperty("inputDelta")[3].GetDouble(), Number(first.GetProperty("neuron"), "outputDelta"), 6);
    }

    [Fact]
    public async Task An_edited_weight_takes_effect_in_this_request_alone()
    {
        await using var studio = await TestStudio.StartAsync();
        var edited = await studio.PostAsync(Route, """{"edits":[{"block":"0.weight","row":0,"column":0,"value":2.5},{"block":"1.bias","column":0,"value":1}]}""");

        // a = 2.5 + 0.1; f = 0.7σ(2.6) − 0.6·0.525 + 1.
        var h = 1 / (1 + Math.Exp(-2.6));
        Assert.Equal(h, Number(Layer(edited, 0).GetProperty("neurons")[0], "h"), 5);
        Assert.Equal((0.7 * h) - (0.6 * 0.524979) + 1, edited.GetProperty("trace").GetProperty("output")[0].GetDouble(), 4);
        Assert.Equal(0.6040, Number(edited.GetProperty("before"), "loss"), 4);
        Assert.Equal(0.5, Number(edited.GetProperty("edits")[0], "before"));
        var again = await studio.PostAsync(Route, "{}");
        Assert.Equal(0.6040, Number(again.GetProperty("trace"), "loss"), 4);
        Assert.False(again.TryGetProperty("before", out _));
    }

    [Fact]
    public async Task Of_a_large_network_the_chosen_neuron_is_compared()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Server.Models.Add(name => name == "large" ? TestModels.Random(4, new Dense(40, Activation.Tanh), new Dense(50, Activation.Relu), new Dense(1)) : null);
        var answer = await studio.PostAsync(Route, """{"model":"large","values":{"x1":1,"x2":-1,"y":"0"},"layer":"2","neuron":50,"firstRow":9}""");

        Assert.Empty(Layer(answer, 0).GetProperty("gradients").EnumerateArray());
        var gradients = Layer(answer, 1).GetProperty("gradients").EnumerateArray().ToList();
        Assert.Equal(41, gradients.Count);
        Assert.All(gradients, gradient => Assert.Equal(49, gradient.GetProperty("column").GetInt32()));
        Assert.All(gradients, gradient => Assert.Equal(Number(gradient, "exact"), Number(gradient, "finiteDifference"), 8));
        Assert.True(Layer(answer, 1).GetProperty("neurons")[49].TryGetProperty("weights", out _));
        Assert.False(Layer(answer, 1).GetProperty("neurons")[0].TryGetProperty("weights", out _));
        var matrices = answer.GetProperty("matrices");
        Assert.Equal([9, 19], new[] { matrices.GetProperty("firstRow").GetInt32(), matrices.GetProperty("firstColumn").GetInt32() });
        Assert.Equal(32, matrices.GetProperty("weights").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"row":5}""", "'row' is to be a number from 1 to 4")]
    [InlineData("""{"layer":"3"}""", "no layer '3'")]
    [InlineData("""{"layer":"x"}""", "no layer 'x'")]
    [InlineData("""{"layer":"2","neuron":2}""", "Layer 2 has 1 neurons")]
    [InlineData("""{"edits":[{"block":"2.weight","column":0,"value":1}]}""", "no parameters '2.weight'")]
    [InlineData("""{"edits":[{"block":"0.weight","row":2,"column":0,"value":1}]}""", "'row' is to be a number from 0 to 1")]
    [InlineData("""{"values":{"x1":"large","x2":0,"y":"1"}}""", "'x1' is 'large'; a number was expected.")]
    [InlineData("""{"values":{"x1":1,"x2":0}}""", "'y' is needed too")]
    [InlineData("""{"values":{"x1":1,"x2":0,"y":"2"}}""", "not a class of 'y'")]
    public async Task What_cannot_be_followed_is_told(string body, string message)
    {
        await using var studio = await TestStudio.StartAsync();
        Assert.Contains(message, await studio.TextAsync(Route, body, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }
}
