using System.Numerics;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>What one layer works on in one forward and backward pass: its slices of θ and of the gradient, its buffers.</summary>
/// <typeparam name="T"><see cref="float"/> in training, <see cref="double"/> in checks.</typeparam>
public sealed class LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<LayerPass<T>> _forward;
    private readonly Action<LayerPass<T>> _backward;
    private readonly ParameterShape[] _shapes;
    private readonly int[] _offsets;
    private readonly int _stateOffset;
    private readonly int _stateLength;
    private readonly PassSettings _settings;
    private readonly T[] _parameters;
    private readonly T[] _gradient;
    private readonly T[] _state;
    private readonly T[] _output;
    private readonly T[] _delta;
    private readonly T[] _cache;
    private readonly int _cacheColumns;
    private readonly uint _index;

    internal LayerPass(Layer layer, int inputs, WorkspaceBuilder<T> builder)
    {
        // Looking up a generic virtual method takes longer than a small layer's work, so it is done once.
        _forward = layer.Forward;
        _backward = layer.Backward;
        Inputs = inputs;
        Outputs = layer.OutputsFor(inputs);
        _index = builder.NextLayer();
        _settings = builder.Settings;
        _parameters = builder.Parameters;
        _gradient = builder.Gradient;
        _state = builder.State;
        FirstParameter = builder.ParametersTaken;
        _shapes = [.. layer.ParametersFor(inputs)];
        _offsets = new int[_shapes.Length];
        for (var i = 0; i < _shapes.Length; i++)
        {
            _offsets[i] = builder.TakeParameters(_shapes[i].Count);
        }

        _stateLength = layer.StateFor(inputs);
        _stateOffset = builder.TakeState(_stateLength);
        _cacheColumns = layer.CacheFor(inputs);
        _output = builder.Buffer(Outputs);
        _delta = builder.DeltaBuffer(Outputs);
        _cache = builder.Buffer(_cacheColumns);

        var children = new LayerPass<T>[layer.Children.Count];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = new LayerPass<T>(layer.Children[i], layer.InputsOfChild(i, inputs), builder);
        }

        Children = children;
    }

    /// <summary>Features per example that come in.</summary>
    public int Inputs { get; }

    /// <summary>Features per example that go out.</summary>
    public int Outputs { get; }

    /// <summary>x, or h of the layer before: n×inputs.</summary>
    public Matrix<T> Input { get; internal set; }

    /// <summary>h of this layer: n×outputs.</summary>
    public Matrix<T> Output { get; private set; }

    /// <summary>∂R/∂h of this layer: n×outputs. The backward pass may overwrite it.</summary>
    public Matrix<T> Delta { get; private set; }

    /// <summary>∂R/∂x, to be filled by the backward pass: n×inputs, or empty where nobody needs it.</summary>
    public Matrix<T> InputDelta { get; internal set; }

    /// <summary>What the forward pass keeps for the backward pass: n×<see cref="Layer.CacheFor"/>.</summary>
    public Matrix<T> Cache { get; private set; }

    /// <summary>The passes of the layers inside this one.</summary>
    public IReadOnlyList<LayerPass<T>> Children { get; }

    /// <summary>Whether this is training: dropout drops and batch statistics are used and recorded.</summary>
    public bool IsTraining => _settings.IsTraining;

    /// <summary>By what dropout rates are multiplied in this step, 0 to 1.</summary>
    public double DropoutFactor => _settings.DropoutFactor;

    /// <summary>How many threads may be used.</summary>
    public int Threads => _settings.Threads;

    /// <summary>What the layer keeps between passes that is no parameter.</summary>
    public Span<T> State => _state.AsSpan(_stateOffset, _stateLength);

    /// <summary>A block of parameters, in the order of <see cref="Layer.ParametersFor"/>.</summary>
    /// <param name="block">Which block, counted from 0.</param>
    public Matrix<T> Parameters(int block) =>
        new(_parameters, _offsets[block], _shapes[block].Rows, _shapes[block].Columns);

    /// <summary>The gradient of a block of parameters; the backward pass overwrites it.</summary>
    /// <param name="block">Which block, counted from 0.</param>
    public Matrix<T> Gradient(int block) =>
        new(_gradient, _offsets[block], _shapes[block].Rows, _shapes[block].Columns);

    /// <summary>Random numbers of this layer for this training step.</summary>
    /// <param name="purpose">What they are for.</param>
    public RandomStream Random(RandomPurpose purpose) =>
        new(_settings.Seed ^ ((ulong)(_index + 1) << 40) ^ ((ulong)_settings.Shard << 20), purpose, (uint)_settings.Step);

    /// <summary>Where in θ this layer's parameters, and those of the layers inside it, begin.</summary>
    internal int FirstParameter { get; }

    internal void Prepare(int rows)
    {
        Output = new Matrix<T>(_output, rows, Outputs);
        Cache = new Matrix<T>(_cache, rows, _cacheColumns);
        if (_delta.Length > 0)
        {
            Delta = new Matrix<T>(_delta, rows, Outputs);
        }

        for (var i = 0; i < Children.Count; i++)
        {
            Children[i].Prepare(rows);
        }
    }

    internal void Forward() => _forward(this);

    internal void Backward() => _backward(this);
}
