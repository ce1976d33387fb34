using Feedforward.Kernels;

namespace Feedforward.Training;

/// <summary>Minibatches of examples that lie in memory.</summary>
internal sealed class DatasetMinibatches : Minibatches
{
    private readonly Dataset _data;
    private readonly Batches _batches;
    private readonly int _threads;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly float[] _weights;

    public DatasetMinibatches(Dataset data, TrainingOptions options, int threads)
    {
        _data = data;
        _threads = threads;
        _batches = new Batches(data.Count, options.BatchSize, options.Seed, options.Sampling, options.DropLastBatch);
        Rows = Math.Min(options.BatchSize, data.Count);
        var copies = _batches.IsFullBatch ? 0 : (Rows + options.Shards - 1) / options.Shards;
        _inputs = GC.AllocateUninitializedArray<float>(copies * data.Features, pinned: true);
        _targets = GC.AllocateUninitializedArray<float>(copies * data.Targets.Columns, pinned: true);
        _weights = new float[data.Weights.Length == 0 ? 0 : copies];
    }

    /// <inheritdoc/>
    public override long Count => _data.Count;

    /// <inheritdoc/>
    public override int PerEpoch => _batches.PerEpoch;

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <inheritdoc/>
    public override void Begin(int epoch, int position) => _batches.Begin(epoch);

    /// <inheritdoc/>
    public override int RowsOf(int position, long step) => _batches.RowsOf(position);

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Indices(int position, long step) => _batches.Indices(position, step);

    /// <inheritdoc/>
    public override Minibatch Take(int position, long step, int first, int end)
    {
        var count = end - first;
        if (_batches.IsFullBatch)
        {
            return new Minibatch(
                _data.Inputs.Slice(first, count),
                _data.Targets.Slice(first, count),
                _data.Weights.Length > 0 ? _data.Weights.AsSpan(first, count) : default);
        }

        var indices = _batches.Indices(position, step)[first..end];
        var x = new Matrix<float>(_inputs, count, _data.Features);
        var y = new Matrix<float>(_targets, count, _data.Targets.Columns);
        _data.CopyInputs(indices, x, _threads);
        RowSelection.Copy(_data.Targets, indices, y, _threads);
        for (var i = 0; i < count && _weights.Length > 0; i++)
        {
            _weights[i] = _data.Weights[indices[i]];
        }

        return new Minibatch(x, y, _weights.Length > 0 ? _weights.AsSpan(0, count) : default);
    }
}
