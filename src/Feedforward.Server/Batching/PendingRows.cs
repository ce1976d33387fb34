namespace Feedforward.Server;

/// <summary>Encoded rows of a request that wait for a batch.</summary>
internal sealed class PendingRows(Matrix<float> features, long deadline)
{
    // The request goes on elsewhere, so that the batch's thread answers nobody but goes on with the next batch.
    private readonly TaskCompletionSource<PredictedRows> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The network's inputs.</summary>
    public Matrix<float> Features => features;

    /// <summary>When there is nobody left to answer, by the clock of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long Deadline => deadline;

    /// <summary>The predictions.</summary>
    public Task<PredictedRows> Done => _done.Task;

    public void Complete(PredictedRows rows) => _done.TrySetResult(rows);

    public void Fail(Exception fault) => _done.TrySetException(fault);
}
