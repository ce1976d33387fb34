namespace Feedforward.Training;

/// <summary>The outputs on data that are watched during training, in memory taken once.</summary>
internal sealed class PredictionBuffer(Workspace<float> training, Network network, int rows)
{
    private const int BlockRows = 256;

    private readonly Workspace<float> _workspace = training.ForPrediction(network, Math.Min(rows, BlockRows));

    /// <summary>n×outputs, before the loss's link.</summary>
    public Matrix<float> Values { get; } = new(rows, network.Outputs);

    /// <summary>Computes the outputs with the parameters as they are now.</summary>
    public void Write(Matrix<float> inputs)
    {
        for (var start = 0; start < inputs.Rows; start += BlockRows)
        {
            var count = Math.Min(BlockRows, inputs.Rows - start);
            _workspace.Forward(inputs.Slice(start, count)).Span.CopyTo(Values.Slice(start, count).Span);
        }
    }
}
