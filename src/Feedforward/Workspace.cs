using System.Numerics;
using Feedforward.Layers;

namespace Feedforward;

/// <summary>
/// The memory of forward and backward passes over up to a number of examples at a time, taken once: h⁽ˡ⁾ and δ⁽ˡ⁾ of
/// every layer and the gradient ∇R, as long as θ.
/// </summary>
/// <typeparam name="T"><see cref="float"/> in training, <see cref="double"/> in checks.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerPass<T>[] _passes;
    private readonly PassSettings _settings = new();
    private readonly T[] _parameters;
    private readonly T[] _gradient;
    private readonly T[] _state;
    private int _rows = -1;

    /// <summary>Takes the memory, with a copy of the network's parameters and state to work on.</summary>
    /// <param name="network">The network.</param>
    /// <param name="maximumRows">The most examples in one pass, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumRows"/> is not positive.</exception>
    public Workspace(Network network, int maximumRows)
        : this(network, maximumRows, backward: true, Convert(network.Parameters), Convert(network.State))
    {
    }

    internal Workspace(Network network, int maximumRows, bool backward, T[] parameters, T[] state)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumRows);
        MaximumRows = maximumRows;
        _parameters = parameters;
        _state = state;
        _gradient = backward ? new T[network.ParameterCount] : [];
        var builder = new WorkspaceBuilder<T>(maximumRows, backward, _settings, parameters, _gradient, state);
        _passes = new LayerPass<T>[network.Layers.Count];
        var width = network.Inputs;
        for (var i = 0; i < _passes.Length; i++)
        {
            _passes[i] = new LayerPass<T>(network.Layers[i], width, builder);
            width = _passes[i].Outputs;
        }
    }

    /// <summary>The most examples in one pass.</summary>
    public int MaximumRows { get; }

    /// <summary>The passes of the layers: what each computed last.</summary>
    public IReadOnlyList<LayerPass<T>> Layers => _passes;

    /// <summary>θ: the parameters the passes work with. May be changed between passes.</summary>
    public Span<T> Parameters => _parameters;

    /// <summary>∇R(θ) of the last backward pass, as long as θ.</summary>
    public Span<T> Gradient => _gradient;

    /// <summary>Running statistics and the like; a training pass changes it.</summary>
    public Span<T> State => _state;

    /// <summary>f(x; θ) of the last forward pass: n×outputs.</summary>
    public Matrix<T> Output => _passes[^1].Output;

    /// <summary>∂R/∂f of the last layer: to be filled before the backward pass, n×outputs.</summary>
    public Matrix<T> OutputDelta => _passes[^1].Delta;

    /// <summary>The memory of <see cref="Gradient"/>.</summary>
    internal Memory<T> GradientMemory => _gradient;

    /// <summary>The memory of <see cref="State"/>.</summary>
    internal Memory<T> StateMemory => _state;

    internal PassSettings Settings => _settings;

    /// <summary>Forward propagation: h⁽⁰⁾ = x, h⁽ˡ⁾ = layer ℓ of h⁽ˡ⁻¹⁾.</summary>
    /// <param name="x">n×inputs, n at most <see cref="MaximumRows"/>. It is read again by the backward pass.</param>
    /// <returns>h⁽ᴸ⁾, a view of this workspace's memory.</returns>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public Matrix<T> Forward(Matrix<T> x)
    {
        if (x.Columns != _passes[0].Inputs || x.Rows > MaximumRows)
        {
            throw new ArgumentException(
                $"The workspace takes up to {MaximumRows} rows of {_passes[0].Inputs} features; a {x.Rows}×{x.Columns} matrix was given.", nameof(x));
        }

        if (x.Rows != _rows)
        {
            _rows = x.Rows;
            foreach (var pass in _passes)
            {
                pass.Prepare(_rows);
            }
        }

        var h = x;
        foreach (var pass in _passes)
        {
            pass.Input = h;
            pass.Forward();
            h = pass.Output;
        }

        return h;
    }

    /// <summary>
    /// Backpropagation: from δ⁽ᴸ⁾ in <see cref="OutputDelta"/> each layer, last to first, computes the gradient of its
    /// parameters and the δ of the layer before (Rumelhart, Hinton, Williams, Nature 323, 1986).
    /// </summary>
    /// <param name="inputDelta">Where to write ∂R/∂x (n×inputs), or nothing where it is not wanted.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    /// <exception cref="InvalidOperationException">No forward pass went before, or the workspace was made for prediction alone.</exception>
    public void Backward(Matrix<T> inputDelta = default)
    {
        if (_rows < 0 || _gradient.Length < _parameters.Length)
        {
            throw new InvalidOperationException("A backward pass needs a forward pass before it, in a workspace with room for gradients.");
        }

        if (!inputDelta.IsEmpty && (inputDelta.Rows != _rows || inputDelta.Columns != _passes[0].Inputs))
        {
            throw new ArgumentException(
                $"∂R/∂x is a {_rows}×{_passes[0].Inputs} matrix; a {inputDelta.Rows}×{inputDelta.Columns} one was given.", nameof(inputDelta));
        }

        for (var i = _passes.Length - 1; i >= 0; i--)
        {
            Backward(i, inputDelta);
        }
    }

    /// <summary>One layer's part of a backward pass, whose later layers had theirs: for who wants each gradient as soon as it is there.</summary>
    internal void Backward(int layer, Matrix<T> inputDelta)
    {
        _passes[layer].InputDelta = layer > 0 ? _passes[layer - 1].Delta : inputDelta;
        _passes[layer].Backward();
    }

    /// <summary>A workspace for prediction that sees every change of this one's parameters and state.</summary>
    internal Workspace<T> ForPrediction(Network network, int maximumRows)
    {
        var workspace = new Workspace<T>(network, maximumRows, backward: false, _parameters, _state);
        workspace.Settings.Threads = Settings.Threads;
        return workspace;
    }

    /// <summary>Lets go of the caller's matrix, which would otherwise stay in memory as long as this.</summary>
    internal void ReleaseInput() => _passes[0].Input = default;

    private static T[] Convert(ReadOnlySpan<float> values)
    {
        var converted = GC.AllocateUninitializedArray<T>(values.Length, pinned: true);
        for (var i = 0; i < values.Length; i++)
        {
            converted[i] = T.CreateTruncating(values[i]);
        }

        return converted;
    }
}
