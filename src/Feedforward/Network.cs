using System.Globalization;
using Feedforward.Layers;
using Feedforward.Randomness;

namespace Feedforward;

/// <summary>
/// A feed-forward network f(x; θ): layers one after another, h⁽⁰⁾ = x, h⁽ˡ⁾ = σ(W⁽ˡ⁾ᵀh⁽ˡ⁻¹⁾ + b⁽ˡ⁾), over one contiguous
/// parameter vector θ. It never changes after it is made, so any number of threads may predict with it; training
/// makes a new one.
/// </summary>
/// <remarks>
/// The first prediction takes memory that the next ones use again: room for a few examples and, where all layers are dense,
/// a copy of the weights in the order in which prediction reads them.
/// </remarks>
public sealed class Network
{
    private readonly float[] _parameters;
    private readonly float[] _state;
    private Prediction? _prediction;

    private Network(int inputs, IReadOnlyList<Layer> layers, IReadOnlyList<ParameterBlock> blocks, int outputs, float[] parameters, float[] state)
    {
        Inputs = inputs;
        Layers = layers;
        Blocks = blocks;
        Outputs = outputs;
        _parameters = parameters;
        _state = state;
    }

    /// <summary>n₀, the number of features of an example.</summary>
    public int Inputs { get; }

    /// <summary>The number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Where each layer's matrices lie in θ.</summary>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>The length of θ.</summary>
    public int ParameterCount => _parameters.Length;

    /// <summary>θ: all parameters, layer after layer.</summary>
    public ReadOnlySpan<float> Parameters => _parameters;

    /// <summary>What prediction needs beside θ: the running statistics of batch normalisation, layer after layer.</summary>
    public ReadOnlySpan<float> State => _state;

    /// <summary>Makes a network with initial parameters.</summary>
    /// <param name="inputs">The number of features of an example, 1 or more.</param>
    /// <param name="seed">The seed of the initial parameters: the same seed gives the same bits.</param>
    /// <param name="layers">One layer or more. The last is linear as a rule: the loss owns the link function.</param>
    /// <exception cref="ArgumentException">There is no layer, or a layer cannot take what the one before gives.</exception>
    /// <exception cref="OverflowException">There would be more than 2³¹ − 1 parameters.</exception>
    public static Network Create(int inputs, ulong seed, params IReadOnlyList<Layer> layers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
        {
            throw new ArgumentException("A network needs at least one layer.", nameof(layers));
        }

        foreach (var layer in layers)
        {
            ArgumentNullException.ThrowIfNull(layer, nameof(layers));
        }

        var layout = new Layout();
        var outputs = layout.Add(layers, inputs, "");
        var parameters = new float[layout.ParameterCount];
        var state = new float[layout.StateCount];
        uint index = 0;
        foreach (var (layer, width, parameterOffset, parameterCount, stateOffset, stateCount) in layout.Places)
        {
            layer.Initialize(
                width,
                parameters.AsSpan(parameterOffset, parameterCount),
                state.AsSpan(stateOffset, stateCount),
                new RandomStream(seed, RandomPurpose.Initialization, index++));
        }

        return new Network(inputs, [.. layers], layout.Blocks, outputs, parameters, state);
    }

    /// <summary>The same layers with other parameters and state.</summary>
    /// <param name="parameters">θ, <see cref="ParameterCount"/> numbers.</param>
    /// <param name="state">As long as <see cref="State"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public Network With(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state)
    {
        if (parameters.Length != _parameters.Length || state.Length != _state.Length)
        {
            throw new ArgumentException(
                $"The network has {_parameters.Length} parameters and {_state.Length} numbers of state; {parameters.Length} and {state.Length} were given.");
        }

        return new Network(Inputs, Layers, Blocks, Outputs, parameters.ToArray(), state.ToArray());
    }

    /// <summary>f(x; θ) for each row, before the loss's link. Safe to call from several threads.</summary>
    /// <param name="x">n×<see cref="Inputs"/>.</param>
    /// <returns>n×<see cref="Outputs"/>.</returns>
    /// <exception cref="ArgumentException">The number of columns is not <see cref="Inputs"/>.</exception>
    public Matrix<float> Forward(Matrix<float> x)
    {
        var outputs = new Matrix<float>(x.Rows, Outputs);
        Forward(x, outputs);
        return outputs;
    }

    /// <summary>f(x; θ) for each row, written into a matrix of the caller's. Safe to call from several threads.</summary>
    /// <param name="x">n×<see cref="Inputs"/>.</param>
    /// <param name="outputs">n×<see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public void Forward(Matrix<float> x, Matrix<float> outputs)
    {
        if (x.Columns != Inputs || outputs.Columns != Outputs || outputs.Rows != x.Rows)
        {
            throw new ArgumentException(
                $"The network maps n×{Inputs} to n×{Outputs}; a {x.Rows}×{x.Columns} input and a {outputs.Rows}×{outputs.Columns} output were given.");
        }

        var prediction = Volatile.Read(ref _prediction);
        if (prediction is null)
        {
            // Two threads may both make one; they are the same.
            prediction = new Prediction(this, _parameters, _state);
            Volatile.Write(ref _prediction, prediction);
        }

        prediction.Forward(x, outputs);
    }

    /// <summary>The layers, for example "4-16-3, 131 parameters".</summary>
    public override string ToString()
    {
        var widths = new List<int> { Inputs };
        foreach (var layer in Layers)
        {
            widths.Add(layer.OutputsFor(widths[^1]));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{string.Join('-', widths.Where((w, i) => i == 0 || Layers[i - 1] is Dense or EnsembleDense or BatchEnsembleDense))}, {ParameterCount} parameters");
    }

    private sealed class Layout
    {
        public List<ParameterBlock> Blocks { get; } = [];

        public List<(Layer Layer, int Inputs, int ParameterOffset, int ParameterCount, int StateOffset, int StateCount)> Places { get; } = [];

        public int ParameterCount { get; private set; }

        public int StateCount { get; private set; }

        public int Add(IReadOnlyList<Layer> layers, int inputs, string prefix)
        {
            for (var i = 0; i < layers.Count; i++)
            {
                inputs = Add(layers[i], inputs, $"{prefix}{i}.");
            }

            return inputs;
        }

        private int Add(Layer layer, int inputs, string name)
        {
            var begin = ParameterCount;
            foreach (var shape in layer.ParametersFor(inputs))
            {
                Blocks.Add(new ParameterBlock(name + shape.Name, shape.Kind, ParameterCount, shape.Rows, shape.Columns)
                {
                    RateFactor = shape.RateFactor,
                    DecayFactor = shape.DecayFactor,
                });
                ParameterCount = checked(ParameterCount + shape.Count);
            }

            var state = layer.StateFor(inputs);
            Places.Add((layer, inputs, begin, ParameterCount - begin, StateCount, state));
            StateCount += state;
            for (var i = 0; i < layer.Children.Count; i++)
            {
                Add(layer.Children[i], layer.InputsOfChild(i, inputs), $"{name}{i}.");
            }

            return layer.OutputsFor(inputs);
        }
    }
}
