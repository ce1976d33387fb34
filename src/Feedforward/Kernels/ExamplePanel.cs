using System.Runtime.Intrinsics;
using Feedforward.Activations;

namespace Feedforward.Kernels;

/// <summary>
/// A few examples on their way through dense layers, in memory taken once. As many as a tile is wide lie side by side, feature
/// after feature: vectors run along examples, so a layer of one output costs no more per output than a wide one, and what
/// a layer writes is packed as the next one reads it. Fewer of them stay rows.
/// </summary>
internal sealed unsafe class ExamplePanel
{
    private readonly float[] _memory;
    private readonly int _mostFeatures;
    private int _from;
    private int _into;
    private int _features;
    private int _examples;
    private bool _isSideBySide;

    /// <summary>Takes the memory.</summary>
    /// <param name="features">The most features that a layer takes or gives.</param>
    public ExamplePanel(int features)
    {
        _mostFeatures = features;
        _memory = GC.AllocateArray<float>(checked((2 * features * MostExamples) + Packing.CacheLine), pinned: true);
        fixed (float* start = _memory)
        {
            _from = (int)(Packing.Align(start) - start);
        }

        _into = _from + (features * MostExamples);
    }

    /// <summary>The most examples at a time: two vectors of them.</summary>
    public static int MostExamples =>
        2 * (Vector512.IsHardwareAccelerated ? Lane512.Count : Vector256.IsHardwareAccelerated ? Lane256.Count : Lane128.Count);

    /// <summary>Takes examples in, one a row of x; what they leave free of the vectors is filled with zeros.</summary>
    public void Load(Matrix<float> x)
    {
        (_features, _examples) = (x.Columns, x.Rows);
        _isSideBySide = _examples > MostExamples * 7 / 8;
        if (!_isSideBySide)
        {
            x.Span.CopyTo(_memory.AsSpan(_from));
            return;
        }

        fixed (float* source = x.Span, memory = _memory)
        {
            Packing.Interleave(source, _features, 1, _features, _examples, MostExamples, memory + _from);
        }
    }

    /// <summary>Writes what the last layer gave, one example a row.</summary>
    public void Store(Matrix<float> outputs)
    {
        if (!_isSideBySide)
        {
            _memory.AsSpan(_from, _examples * _features).CopyTo(outputs.Span);
            return;
        }

        fixed (float* target = outputs.Span, memory = _memory)
        {
            Packing.Interleave(memory + _from, MostExamples, 1, _examples, _features, _features, target);
        }
    }

    /// <summary>h ← σ(b + h·W): one layer.</summary>
    public void Affine<TActivation>(PackedMatrix w, ReadOnlySpan<float> b)
        where TActivation : struct, IActivation
    {
        if (w.Rows != _features || (!b.IsEmpty && b.Length != w.Columns) || w.Columns > _mostFeatures)
        {
            throw new ArgumentException("The shapes of a layer do not fit together.");
        }

        fixed (float* memory = _memory, numbers = w.Numbers, start = b)
        {
            var panel = numbers;
            for (int j = 0, columns; j < w.Columns; j += columns)
            {
                columns = w.PanelFrom(j, out var rowStride);
                new PanelProduct<TActivation>
                {
                    Examples = _examples,
                    Depth = w.Rows,
                    Columns = columns,
                    W = panel,
                    Step = rowStride,
                    Start = b.IsEmpty ? null : start + j,
                    X = memory + _from,
                    H = memory + _into + (_isSideBySide ? (nint)j * MostExamples : j),
                    HRow = w.Columns,
                }.Run(_isSideBySide);
                panel += (nint)w.Rows * rowStride;
            }
        }

        _features = w.Columns;
        (_from, _into) = (_into, _from);
    }
}
