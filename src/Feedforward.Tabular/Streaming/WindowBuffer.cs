namespace Feedforward.Tabular;

/// <summary>The examples of a window, in memory that is used for one window after another.</summary>
internal sealed class WindowBuffer
{
    private int[] _order = [];
    private float[] _inputs = [];
    private float[] _targets = [];
    private float[] _weights = [];
    private int _features;
    private int _targetColumns;

    /// <summary>How many examples there are.</summary>
    public int Rows => _order.Length;

    /// <summary>Reads the blocks of a window, several at the same time; returns how long that took all readers together, in ticks of the clock.</summary>
    public long Fill(ShuffleWindow window, ExampleBlocks blocks, int threads, TimeProvider clock, SemaphoreSlim? readers)
    {
        (_features, _targetColumns) = (blocks.Features, blocks.TargetColumns);
        Grow(ref _inputs, window.Rows, _features);
        Grow(ref _targets, window.Rows, _targetColumns);
        Grow(ref _weights, window.Rows, blocks.HasWeights ? 1 : 0);
        var firstRows = new int[window.Blocks.Length];
        for (var i = 1; i < firstRows.Length; i++)
        {
            firstRows[i] = firstRows[i - 1] + blocks.Counts[window.Blocks[i - 1]];
        }

        var ticks = 0L;
        RowBlocks.All(firstRows.Length, threads, i =>
        {
            var (first, count) = (firstRows[i], blocks.Counts[window.Blocks[i]]);
            if (count > 0)
            {
                readers?.Wait();
                try
                {
                    var began = clock.GetTimestamp();
                    blocks.Read(
                        window.Blocks[i],
                        _inputs.AsSpan(first * _features, count * _features),
                        _targets.AsSpan(first * _targetColumns, count * _targetColumns),
                        blocks.HasWeights ? _weights.AsSpan(first, count) : default);
                    Interlocked.Add(ref ticks, clock.GetTimestamp() - began);
                }
                finally
                {
                    readers?.Release();
                }
            }
        });
        _order = window.Random.Permutation(window.Rows);
        return ticks;
    }

    /// <summary>Copies the example that comes at a place of the window's order.</summary>
    public void CopyTo(int place, Span<float> input, Span<float> target, Span<float> weight)
    {
        var row = _order[place];
        _inputs.AsSpan(row * _features, _features).CopyTo(input);
        _targets.AsSpan(row * _targetColumns, _targetColumns).CopyTo(target);
        if (!weight.IsEmpty)
        {
            weight[0] = _weights[row];
        }
    }

    private static void Grow(ref float[] numbers, int rows, int width)
    {
        var length = checked(rows * width);
        if (numbers.Length < length)
        {
            numbers = GC.AllocateUninitializedArray<float>(length);
        }
    }
}
