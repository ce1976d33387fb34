namespace Feedforward.Training;

/// <summary>Minibatches of examples that a stream gives in its own order.</summary>
internal sealed class StreamMinibatches : Minibatches
{
    private readonly ExampleStream _stream;
    private readonly Matrix<float> _inputs;
    private readonly Matrix<float> _targets;
    private readonly float[] _weights;
    private int _held = -1;

    public StreamMinibatches(ExampleStream stream, TrainingOptions options)
    {
        _stream = stream;
        if (options.Sampling != BatchSampling.EpochShuffle)
        {
            throw new ArgumentException($"Examples that come as a stream can only be shuffled epoch by epoch ({nameof(BatchSampling)}.{nameof(BatchSampling.EpochShuffle)}).", nameof(options));
        }

        Rows = (int)Math.Min(options.BatchSize, stream.Count);
        PerEpoch = checked((int)(options.DropLastBatch ? stream.Count / Rows : (stream.Count + Rows - 1) / Rows));
        _inputs = new Matrix<float>(GC.AllocateUninitializedArray<float>(Rows * stream.Features, pinned: true), Rows, stream.Features);
        _targets = new Matrix<float>(GC.AllocateUninitializedArray<float>(Rows * stream.TargetColumns, pinned: true), Rows, stream.TargetColumns);
        _weights = new float[stream.HasWeights ? Rows : 0];
    }

    /// <inheritdoc/>
    public override long Count => _stream.Count;

    /// <inheritdoc/>
    public override int PerEpoch { get; }

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <inheritdoc/>
    public override void Begin(int epoch, int position)
    {
        _held = -1;
        _stream.Begin(epoch, (long)position * Rows);
    }

    /// <inheritdoc/>
    public override int RowsOf(int position, long step) => (int)Math.Min(Rows, _stream.Count - ((long)position * Rows));

    /// <inheritdoc/>
    public override Minibatch Take(int position, long step, int first, int end)
    {
        if (position != _held)
        {
            var wanted = RowsOf(position, step);
            var given = _stream.Next(_inputs.Slice(0, wanted), _targets.Slice(0, wanted), _weights.AsSpan(0, _weights.Length == 0 ? 0 : wanted));
            if (given != wanted)
            {
                throw new InvalidOperationException($"The stream of examples gave {given} instead of {wanted} for minibatch {position + 1} of {PerEpoch}; it promised {_stream.Count} examples an epoch.");
            }

            _held = position;
        }

        return new Minibatch(
            _inputs.Slice(first, end - first),
            _targets.Slice(first, end - first),
            _weights.Length > 0 ? _weights.AsSpan(first, end - first) : default);
    }
}
