using Feedforward.Kernels;
using Feedforward.Losses;

namespace Feedforward.Training;

/// <summary>
/// The risk and its gradient on a minibatch of n examples that is cut into S shards: R = Σ (nₛ/n)·Rₛ and ∇R = Σ (nₛ/n)·∇Rₛ, added in the
/// order of <see cref="ShardTree"/>. Running statistics are averaged in the same way. This process computes its own shards; what
/// the others add travels while the last of them is still on its way back through the layers.
/// </summary>
internal sealed class ShardedGradient
{
    // Fewer numbers are not worth a message of their own.
    private const int BucketLength = 1 << 18;

    // More than there can be processes, each of which adds 1 where it was cancelled. Rank 0 alone has a time limit.
    private const double OfTimeLimit = 2 * ShardTree.MostShards;

    private readonly Workspace<float> _workspace;
    private readonly Loss _loss;
    private readonly Collective? _collective;
    private readonly int _shards;
    private readonly int _first;
    private readonly int _end;
    private readonly double[] _shared;
    private readonly float[] _stateBefore;
    private readonly Partial[] _stack;
    private readonly Memory<float>[] _pieces;
    private int _depth;

    public ShardedGradient(Workspace<float> workspace, Loss loss, int shards, Collective? collective)
    {
        _workspace = workspace;
        _loss = loss;
        _collective = collective;
        _shards = shards;
        (_first, _end) = ShardTree.ShardsOf(shards, collective?.Rank ?? 0, collective?.Size ?? 1);

        // One risk a shard, and why ranks want to stop.
        _shared = new double[shards + 1];
        _stateBefore = new float[workspace.State.Length];
        _stack = new Partial[Depth(_first, _end)];
        for (var i = 0; i < _stack.Length; i++)
        {
            _stack[i] = new Partial(new float[workspace.Gradient.Length], new float[workspace.State.Length]);
        }

        _pieces = new Memory<float>[ShardTree.PartialsOf(_first, _end).Count];
    }

    /// <summary>
    /// ∇R into the workspace's gradient; returns R.
    /// </summary>
    /// <param name="minibatches">The examples.</param>
    /// <param name="position">Which step of the epoch, from 0.</param>
    /// <param name="step">Which step of all, from 1.</param>
    /// <param name="stop">Why this process would stop, or null; on return, why all of them do: cancellation of any counts before rank 0's time limit.</param>
    public double Compute(Minibatches minibatches, int position, long step, ref StopReason? stop)
    {
        var rows = minibatches.RowsOf(position, step);
        Array.Clear(_shared);
        _workspace.State.CopyTo(_stateBefore);
        _depth = 0;
        for (var shard = _first; shard < _end; shard++)
        {
            var (from, to) = ShardTree.RowsOf(rows, shard, _shards);
            _workspace.Settings.Shard = shard;
            _stateBefore.CopyTo(_workspace.State);
            if (from < to)
            {
                _shared[shard] = Forward(minibatches.TakeShard(position, step, shard, _shards), (float)(to - from) / rows) * (to - from);
            }

            Backward(shard, isEmpty: from == to);
        }

        _workspace.Settings.Shard = 0;
        _shared[_shards] = stop switch
        {
            null => 0,
            StopReason.TimeLimit => OfTimeLimit,
            _ => 1,
        };
        if (_collective is { Size: > 1 })
        {
            _collective.CompleteSums();
            _collective.Share(_shared);
        }

        stop = _shared[_shards] switch
        {
            0 => null,
            OfTimeLimit => StopReason.TimeLimit,
            _ => StopReason.Cancelled,
        };
        double sum = 0;
        for (var shard = 0; shard < _shards; shard++)
        {
            sum += _shared[shard];
        }

        return sum / rows;
    }

    private double Forward(Minibatch batch, float share)
    {
        var output = _workspace.Forward(batch.Inputs);
        var risk = _loss.Risk(output, batch.Targets, batch.Weights, _workspace.OutputDelta);
        Arithmetic.Scale(_workspace.OutputDelta.Span, share, _workspace.Settings.Threads);
        Arithmetic.Scale(_workspace.State, share, threads: 1);
        return risk;
    }

    private void Backward(int shard, bool isEmpty)
    {
        if (isEmpty)
        {
            _workspace.Gradient.Clear();
            _workspace.State.Clear();
        }

        var isLast = shard == _end - 1;
        if (!isLast)
        {
            if (!isEmpty)
            {
                _workspace.Backward();
            }

            var keep = Join(shard, out var count);
            JoinRange(keep, 0, _workspace.Gradient.Length);
            JoinState(keep);
            _depth = keep;
            Push(shard, count);
            return;
        }

        var joined = Join(shard, out _);
        var end = _workspace.Gradient.Length;
        for (var layer = _workspace.Layers.Count - 1; layer >= 0; layer--)
        {
            if (!isEmpty)
            {
                _workspace.Backward(layer, inputDelta: default);
            }

            var start = _workspace.Layers[layer].FirstParameter;
            if (end - start >= BucketLength || (layer == 0 && end > start))
            {
                JoinRange(joined, start, end - start);
                Send(joined, start, end - start);
                end = start;
            }
        }

        JoinState(joined);
        SendState(joined);
    }

    /// <summary>How much of the stack stays when the partial sums that the newest shard completes are taken from it.</summary>
    private int Join(int shard, out int count)
    {
        count = 1;
        var first = shard;
        var keep = _depth;
        while (keep > 0 && _stack[keep - 1].Count == count && _stack[keep - 1].First % (2 * count) == 0)
        {
            keep--;
            first = _stack[keep].First;
            count *= 2;
        }

        return keep;
    }

    private void JoinRange(int keep, int start, int length)
    {
        var sum = _workspace.Gradient.Slice(start, length);
        for (var i = _depth - 1; i >= keep; i--)
        {
            Arithmetic.Add<float>(_stack[i].Gradient.AsSpan(start, length), sum, sum, _workspace.Settings.Threads);
        }
    }

    private void JoinState(int keep)
    {
        for (var i = _depth - 1; i >= keep; i--)
        {
            Arithmetic.Add<float>(_stack[i].State, _workspace.State, _workspace.State, threads: 1);
        }
    }

    private void Push(int shard, int count)
    {
        var partial = _stack[_depth++];
        partial.First = shard + 1 - count;
        partial.Count = count;
        _workspace.Gradient.CopyTo(partial.Gradient);
        _workspace.State.CopyTo(partial.State);
    }

    private void Send(int keep, int start, int length)
    {
        if (_collective is { Size: > 1 })
        {
            for (var i = 0; i < keep; i++)
            {
                _pieces[i] = _stack[i].Gradient.AsMemory(start, length);
            }

            _pieces[keep] = _workspace.GradientMemory.Slice(start, length);
            _collective.BeginSum(_pieces, _shards, _pieces[keep]);
        }
    }

    private void SendState(int keep)
    {
        if (_collective is { Size: > 1 } && _workspace.State.Length > 0)
        {
            for (var i = 0; i < keep; i++)
            {
                _pieces[i] = _stack[i].State;
            }

            _pieces[keep] = _workspace.StateMemory;
            _collective.BeginSum(_pieces, _shards, _pieces[keep]);
        }
    }

    /// <summary>How many partial sums wait at the same time at most.</summary>
    private static int Depth(int first, int end)
    {
        var (depth, most) = (new Stack<(int First, int Count)>(), 0);
        for (var shard = first; shard < end - 1; shard++)
        {
            var node = (First: shard, Count: 1);
            while (depth.TryPeek(out var left) && left.Count == node.Count && left.First % (2 * left.Count) == 0)
            {
                node = (depth.Pop().First, 2 * node.Count);
            }

            depth.Push(node);
            most = Math.Max(most, depth.Count);
        }

        return most;
    }

    private sealed class Partial(float[] gradient, float[] state)
    {
        public int First { get; set; }

        public int Count { get; set; }

        public float[] Gradient { get; } = gradient;

        public float[] State { get; } = state;
    }
}
