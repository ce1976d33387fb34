using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;

namespace Feedforward.Training;

/// <summary>One neuron in a pass: φ(x) = σ(wᵀx + b) with its numbers, and δ.</summary>
/// <param name="Index">Which neuron of the layer, counted from 0.</param>
/// <param name="Weights">w, one per input.</param>
/// <param name="Bias">b.</param>
/// <param name="Preactivation">a = wᵀx + b.</param>
/// <param name="Output">h = σ(a).</param>
/// <param name="Delta">δ = ∂ℓ/∂a.</param>
public sealed record NeuronTrace(int Index, float[] Weights, float Bias, float Preactivation, float Output, float Delta)
{
    /// <summary>Which of the layer's inputs the first weight belongs to: 0, except for the later members of an ensemble.</summary>
    public int FirstInput { get; init; }
}

/// <summary>One layer in a pass.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Input">What came in.</param>
/// <param name="Output">What went out.</param>
/// <param name="Neurons">Each neuron; empty for layers that are not made of neurons.</param>
/// <param name="Gradients">Each parameter's gradient beside its finite difference, parameters of inner layers included.</param>
/// <param name="Children">The layers inside this one in order, such as the branch of a residual block.</param>
public sealed record LayerTrace(
    Layer Layer,
    float[] Input,
    float[] Output,
    IReadOnlyList<NeuronTrace> Neurons,
    IReadOnlyList<ParameterCheck> Gradients,
    IReadOnlyList<LayerTrace> Children)
{
    /// <summary>Where it stands, counted from 0: "2", or "3.1" inside the fourth layer. The names of its parameter blocks begin with it.</summary>
    public string Place { get; init; } = "";

    /// <summary>∂ℓ/∂h, what comes back from behind, before σ′ makes δ of it; empty for layers inside others.</summary>
    public float[] OutputDelta { get; init; } = [];

    /// <summary>∇W = xᵀδ of a dense layer, inputs × units; empty for other layers.</summary>
    public Matrix<float> WeightGradient { get; init; }
}

/// <summary>
/// Every number of a forward and a backward pass for one example: neuron by neuron, computed as the lecture draws it.
/// The sums run in the order of the kernels, so the numbers are those of training to the last bit.
/// </summary>
public sealed class Trace
{
    private Trace(float[] input, float[] target, IReadOnlyList<LayerTrace> layers, float[] prediction, double loss)
    {
        Input = input;
        Target = target;
        Layers = layers;
        Prediction = prediction;
        Loss = loss;
    }

    /// <summary>x.</summary>
    public float[] Input { get; }

    /// <summary>y.</summary>
    public float[] Target { get; }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<LayerTrace> Layers { get; }

    /// <summary>f(x; θ), before the link.</summary>
    public float[] Output => Layers[^1].Output;

    /// <summary>ŷ: the output after the loss's inverse link.</summary>
    public float[] Prediction { get; }

    /// <summary>ℓ(f(x; θ), y).</summary>
    public double Loss { get; }

    /// <summary>Follows one example forward and back. Dropout and batch statistics are off, as in prediction.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="target">The target, as the loss takes it.</param>
    /// <param name="loss">ℓ.</param>
    /// <param name="cancellation">Stops with an exception; the finite differences take two forward passes per parameter.</param>
    /// <exception cref="DataException">The example does not fit the network or the loss.</exception>
    public static Trace Of(Network network, ReadOnlySpan<float> x, ReadOnlySpan<float> target, Loss loss, CancellationToken cancellation = default) =>
        Of(network, x, target, loss, isChecked: null, cancellation);

    /// <summary>The same with the finite differences of some parameters alone, for networks so large that those of all take too long.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="target">The target, as the loss takes it.</param>
    /// <param name="loss">ℓ.</param>
    /// <param name="isChecked">Told a block of parameters and a place in it (row · columns + column), whether that one is compared; null for all.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <exception cref="DataException">The example does not fit the network or the loss.</exception>
    public static Trace Of(
        Network network, ReadOnlySpan<float> x, ReadOnlySpan<float> target, Loss loss, Func<ParameterBlock, int, bool>? isChecked, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        var data = new Dataset(Matrix.Row(x), Matrix.Row(target));
        var check = GradientCheck.Of(network, data, loss, isTraining: false, isChosen: isChecked, cancellation: cancellation);

        var workspace = new Workspace<float>(network, 1);
        var output = workspace.Forward(data.Inputs);
        var risk = loss.Risk(output, data.Targets, default, workspace.OutputDelta);
        var outputDeltas = new float[network.Layers.Count][];
        for (var i = outputDeltas.Length - 1; i >= 0; i--)
        {
            outputDeltas[i] = workspace.Layers[i].Delta.Span.ToArray();
            workspace.Backward(i, default);
        }

        var prediction = new Matrix<float>(output.Span.ToArray(), 1, output.Columns);
        loss.Predict(prediction);

        var layers = Follow(network.Layers, workspace.Layers, check.Parameters, "", outputDeltas);
        return new Trace(x.ToArray(), target.ToArray(), layers, prediction.Span.ToArray(), risk);
    }

    private static List<LayerTrace> Follow(
        IReadOnlyList<Layer> layers, IReadOnlyList<LayerPass<float>> passes, IReadOnlyList<ParameterCheck> checks, string prefix, float[][]? outputDeltas = null)
    {
        var traces = new List<LayerTrace>();
        for (var i = 0; i < layers.Count; i++)
        {
            var pass = passes[i];
            var name = $"{prefix}{i}.";
            IReadOnlyList<ParameterCheck> own = [.. checks.Where(p => p.Block.Name.StartsWith(name, StringComparison.Ordinal))];
            traces.Add(new LayerTrace(
                layers[i],
                pass.Input.Span.ToArray(),
                pass.Output.Span.ToArray(),
                Neurons(layers[i], pass),
                own,
                Follow(layers[i].Children, pass.Children, own, name))
            {
                Place = name[..^1],
                OutputDelta = outputDeltas?[i] ?? [],
                WeightGradient = layers[i] is Dense ? Copy(pass.Gradient(0)) : default,
            });
        }

        return traces;
    }

    private static Matrix<float> Copy(Matrix<float> matrix) => new(matrix.Span.ToArray(), matrix.Rows, matrix.Columns);

    private static IReadOnlyList<NeuronTrace> Neurons(Layer layer, LayerPass<float> pass) => layer switch
    {
        Dense dense => Neurons(dense.Units, members: 1, dense.Activation, dense.HasBias, pass),
        EnsembleDense ensemble => Neurons(ensemble.Units, ensemble.Members, Activation.Identity, hasBias: true, pass),
        _ => [],
    };

    /// <summary>Of an ensemble, whose members' matrices lie below each other, each neuron sees its own member's part of the input.</summary>
    private static List<NeuronTrace> Neurons(int units, int members, Activation activation, bool hasBias, LayerPass<float> pass)
    {
        var neurons = new List<NeuronTrace>();
        var w = pass.Parameters(0);
        var width = w.Rows / members;
        for (var j = 0; j < members * units; j++)
        {
            var first = j / units * width;
            var weights = new float[width];
            for (var k = 0; k < width; k++)
            {
                weights[k] = w[first + k, j % units];
            }

            var neuron = new Neuron(weights, hasBias ? pass.Parameters(1)[0, j] : 0, activation);
            var input = pass.Input.Span.Slice(first, width);
            neurons.Add(new NeuronTrace(j, weights, neuron.Bias, neuron.Preactivation(input), neuron.Output(input), pass.Delta[0, j]) { FirstInput = first });
        }

        return neurons;
    }
}
