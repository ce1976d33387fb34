namespace Feedforward.Training;

/// <summary>The outputs on data that are watched during training, in memory taken once.</summary>
internal sealed class PredictionBuffer
{
    private const int BlockRows = 256;

    private readonly Workspace<float> _workspace;
    private readonly Dataset _data;

    // Where the data are kept as bytes: the numbers of a block and which examples it has.
    private readonly float[] _inputs = [];
    private readonly int[] _examples = [];

    public PredictionBuffer(Workspace<float> training, Network network, Dataset data)
    {
        var rows = Math.Min(data.Count, BlockRows);
        _workspace = training.ForPrediction(network, rows);
        _data = data;
        Values = new(data.Count, network.Outputs);
        if (data.IsBytes)
        {
            _inputs = GC.AllocateUninitializedArray<float>(rows * data.Features, pinned: true);
            _examples = [.. Enumerable.Range(0, data.Count)];
        }
    }

    /// <summary>n×outputs, before the loss's link.</summary>
    public Matrix<float> Values { get; }

    /// <summary>Computes the outputs with the parameters as they are now.</summary>
    public void Write()
    {
        for (var start = 0; start < _data.Count; start += BlockRows)
        {
            var count = Math.Min(BlockRows, _data.Count - start);
            _workspace.Forward(Inputs(start, count)).Span.CopyTo(Values.Slice(start, count).Span);
        }
    }

    private Matrix<float> Inputs(int start, int count)
    {
        if (!_data.IsBytes)
        {
            return _data.Inputs.Slice(start, count);
        }

        var block = new Matrix<float>(_inputs, count, _data.Features);
        _data.CopyInputs(_examples.AsSpan(start, count), block, _workspace.Settings.Threads);
        return block;
    }
}
