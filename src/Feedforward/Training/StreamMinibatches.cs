namespace Feedforward.Training;

/// <summary>
/// Minibatches of examples that a stream gives in its own order. Where minibatches are cut into shards and the stream can be divided, each
/// shard of this process has a stream of its own, and those of other processes are not read.
/// </summary>
internal sealed class StreamMinibatches : Minibatches
{
    private readonly ExampleStream _stream;
    private readonly ExampleStream?[] _ofShards;
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
        _ofShards = options.Shards > 1 ? Divided(options) : [];
        var copies = _ofShards.Length > 0 ? (Rows + options.Shards - 1) / options.Shards : Rows;
        _inputs = new Matrix<float>(GC.AllocateUninitializedArray<float>(copies * stream.Features, pinned: true), copies, stream.Features);
        _targets = new Matrix<float>(GC.AllocateUninitializedArray<float>(copies * stream.TargetColumns, pinned: true), copies, stream.TargetColumns);
        _weights = new float[stream.HasWeights ? copies : 0];
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
        if (_ofShards.Length == 0)
        {
            _stream.Begin(epoch, (long)position * Rows);
        }

        for (var shard = 0; shard < _ofShards.Length; shard++)
        {
            var (first, end) = ShardTree.RowsOf(Rows, shard, _ofShards.Length);
            _ofShards[shard]?.Begin(epoch, (long)position * (end - first));
        }
    }

    /// <inheritdoc/>
    public override int RowsOf(int position, long step) => (int)Math.Min(Rows, _stream.Count - ((long)position * Rows));

    /// <inheritdoc/>
    public override Minibatch Take(int position, long step, int first, int end)
    {
        if (position != _held)
        {
            Fill(_stream, RowsOf(position, step), position);
            _held = position;
        }

        return Held(first, end);
    }

    /// <inheritdoc/>
    public override Minibatch TakeShard(int position, long step, int shard, int shards)
    {
        if (_ofShards.Length == 0)
        {
            return base.TakeShard(position, step, shard, shards);
        }

        var (first, end) = ShardTree.RowsOf(RowsOf(position, step), shard, shards);
        Fill(_ofShards[shard]!, end - first, position);
        return Held(0, end - first);
    }

    private void Fill(ExampleStream stream, int wanted, int position)
    {
        var given = stream.Next(_inputs.Slice(0, wanted), _targets.Slice(0, wanted), _weights.AsSpan(0, _weights.Length == 0 ? 0 : wanted));
        if (given != wanted)
        {
            throw new InvalidOperationException($"The stream of examples gave {given} instead of {wanted} for minibatch {position + 1} of {PerEpoch}; it promised {stream.Count} examples an epoch.");
        }
    }

    private Minibatch Held(int first, int end) => new(
        _inputs.Slice(first, end - first),
        _targets.Slice(first, end - first),
        _weights.Length > 0 ? _weights.AsSpan(first, end - first) : default);

    /// <summary>A stream for each shard of this process that has examples; none at all where examples cannot be divided.</summary>
    private ExampleStream?[] Divided(TrainingOptions options)
    {
        var examples = new long[options.Shards];
        for (var shard = 0; shard < examples.Length; shard++)
        {
            var (first, end) = ShardTree.RowsOf(Rows, shard, examples.Length);
            var (firstOfLast, endOfLast) = ShardTree.RowsOf((int)(_stream.Count % Rows), shard, examples.Length);
            examples[shard] = (_stream.Count / Rows * (end - first)) + (options.DropLastBatch ? 0 : endOfLast - firstOfLast);
        }

        var streams = new ExampleStream?[examples.Length];
        var (firstShard, endShard) = ShardTree.ShardsOf(examples.Length, options.Collective?.Rank ?? 0, options.Collective?.Size ?? 1);
        for (var shard = firstShard; shard < endShard; shard++)
        {
            if (examples[shard] > 0)
            {
                streams[shard] = _stream.OfShard(shard, examples);
                if (streams[shard] is null)
                {
                    return [];
                }
            }
        }

        return streams;
    }
}
