using System.Buffers;

namespace Feedforward.Tabular;

/// <summary>Some consecutive examples of others' blocks: whole blocks, but of the first and the last perhaps a part.</summary>
internal sealed class ConsecutiveExamples : ExampleBlocks
{
    private readonly ExampleBlocks _blocks;
    private readonly List<int> _places = [];
    private readonly List<int> _counts = [];
    private readonly int _passedOver;

    /// <param name="blocks">The blocks.</param>
    /// <param name="order">The order in which the blocks are taken.</param>
    /// <param name="start">The first example, counted from 0 in that order.</param>
    /// <param name="end">The example after the last.</param>
    public ConsecutiveExamples(ExampleBlocks blocks, int[] order, long start, long end)
    {
        _blocks = blocks;
        var before = 0L;
        foreach (var block in order)
        {
            var after = before + blocks.Counts[block];
            if (after > start && before < end && after > before)
            {
                _passedOver = _places.Count == 0 ? (int)(start - before) : _passedOver;
                _places.Add(block);
                _counts.Add((int)(Math.Min(after, end) - Math.Max(before, start)));
            }

            before = after;
        }
    }

    /// <inheritdoc/>
    public override int Features => _blocks.Features;

    /// <inheritdoc/>
    public override int TargetColumns => _blocks.TargetColumns;

    /// <inheritdoc/>
    public override bool HasWeights => _blocks.HasWeights;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Counts => _counts;

    /// <inheritdoc/>
    public override void Read(int block, Span<float> inputs, Span<float> targets, Span<float> weights)
    {
        var (place, count, first) = (_places[block], _counts[block], block == 0 ? _passedOver : 0);
        var all = _blocks.Counts[place];
        if (count == all)
        {
            _blocks.Read(place, inputs, targets, weights);
            return;
        }

        var memory = ArrayPool<float>.Shared.Rent(checked(all * (Features + TargetColumns + 1)));
        try
        {
            var x = memory.AsSpan(0, all * Features);
            var y = memory.AsSpan(x.Length, all * TargetColumns);
            var w = memory.AsSpan(x.Length + y.Length, HasWeights ? all : 0);
            _blocks.Read(place, x, y, w);
            x.Slice(first * Features, count * Features).CopyTo(inputs);
            y.Slice(first * TargetColumns, count * TargetColumns).CopyTo(targets);
            (w.IsEmpty ? w : w.Slice(first, count)).CopyTo(weights);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(memory);
        }
    }
}
