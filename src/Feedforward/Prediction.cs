using Feedforward.Kernels;
using Feedforward.Layers;

namespace Feedforward;

/// <summary>
/// What a network keeps for prediction beside its parameters: for dense layers alone the packed matrices, and the memory
/// that the last call used, for the next one. Any number of threads may call; one that finds no memory takes its own.
/// </summary>
internal sealed class Prediction
{
    private const int BlockRows = 256;

    private readonly Network _network;
    private readonly float[] _parameters;
    private readonly float[] _state;
    private readonly DenseChain? _dense;
    private ExamplePanel? _panel;
    private Workspace<float>? _workspace;

    /// <summary>Prepares prediction with parameters and state that never change.</summary>
    public Prediction(Network network, float[] parameters, float[] state)
    {
        _network = network;
        _parameters = parameters;
        _state = state;
        if (network.Layers.All(layer => layer is Dense))
        {
            _dense = new DenseChain(network.Inputs, [.. network.Layers.Cast<Dense>()], parameters);
        }
    }

    /// <summary>f(x; θ) for each row.</summary>
    public void Forward(Matrix<float> x, Matrix<float> outputs)
    {
        if (_dense is not null)
        {
            var panel = Interlocked.Exchange(ref _panel, null) ?? _dense.TakePanel();
            _dense.Forward(x, outputs, panel);
            _panel = panel;
        }
        else if (x.Rows > 0)
        {
            LayerByLayer(x, outputs);
        }
    }

    private void LayerByLayer(Matrix<float> x, Matrix<float> outputs)
    {
        var rows = Math.Min(x.Rows, BlockRows);
        var workspace = Interlocked.Exchange(ref _workspace, null);
        if (workspace is null || workspace.MaximumRows < rows)
        {
            workspace = new Workspace<float>(_network, rows, backward: false, _parameters, _state);
        }

        for (var start = 0; start < x.Rows; start += BlockRows)
        {
            var count = Math.Min(BlockRows, x.Rows - start);
            workspace.Forward(x.Slice(start, count)).Span.CopyTo(outputs.Slice(start, count).Span);
        }

        workspace.ReleaseInput();
        _workspace = workspace;
    }
}
