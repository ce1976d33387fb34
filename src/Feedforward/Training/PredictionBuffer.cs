using System.Runtime.InteropServices;
using Feedforward.Kernels;

namespace Feedforward.Training;

/// <summary>
/// The outputs on data that are watched during training, in memory taken once. Each thread takes rows of its own through
/// all layers, so that threads meet once and not after every layer; each process takes a part of the rows.
/// </summary>
internal sealed class PredictionBuffer
{
    private const int BlockRows = 256;

    private readonly Workspace<float>[] _workspaces;
    private readonly Dataset _data;
    private readonly Collective? _collective;
    private readonly int[] _starts;
    private readonly int _first;
    private readonly int _end;
    private readonly int _blockRows;

    // Where the data are kept as bytes: which examples there are, and the numbers of each thread's block.
    private readonly int[] _examples = [];
    private readonly float[][] _inputs;
    private readonly float[] _values;

    public PredictionBuffer(Workspace<float> training, Network network, Dataset data, Collective? collective)
    {
        _data = data;
        _collective = collective is { Size: > 1 } ? collective : null;
        var (rank, ranks) = (collective?.Rank ?? 0, collective?.Size ?? 1);
        _starts = [.. Enumerable.Range(0, ranks + 1).Select(part => (int)((long)part * data.Count / ranks) * network.Outputs)];
        (_first, _end) = (_starts[rank] / network.Outputs, _starts[rank + 1] / network.Outputs);
        var isWorthSharing = (long)data.Count * network.ParameterCount >= Gemm.ParallelThreshold;
        var threads = isWorthSharing ? Math.Min(training.Settings.Threads, data.Count) : 1;
        _blockRows = Math.Min(BlockRows, (data.Count + threads - 1) / threads);
        _workspaces = new Workspace<float>[threads];
        _inputs = new float[threads][];
        for (var thread = 0; thread < threads; thread++)
        {
            _workspaces[thread] = training.ForPrediction(network, _blockRows);
            _workspaces[thread].Settings.Threads = 1;
            _inputs[thread] = data.IsBytes ? GC.AllocateUninitializedArray<float>(_blockRows * data.Features, pinned: true) : [];
        }

        if (data.IsBytes)
        {
            _examples = [.. Enumerable.Range(0, data.Count)];
        }

        _values = new float[data.Count * network.Outputs];
        Values = new(_values, data.Count, network.Outputs);
    }

    /// <summary>n×outputs, before the loss's link.</summary>
    public Matrix<float> Values { get; }

    /// <summary>Computes the outputs with the parameters as they are now.</summary>
    public void Write()
    {
        var handle = GCHandle.Alloc(this);
        try
        {
            var work = new Parts { Buffer = handle };
            Team.Run(_workspaces.Length, _workspaces.Length, ref work);
        }
        finally
        {
            handle.Free();
        }

        _collective?.Gather(_values, _starts);
    }

    /// <summary>Every block whose number leaves the rest <paramref name="part"/>, divided by the number of parts.</summary>
    private void Write(int part)
    {
        for (var start = _first + ((long)part * _blockRows); start < _end; start += (long)_workspaces.Length * _blockRows)
        {
            var count = (int)Math.Min(_blockRows, _end - start);
            _workspaces[part].Forward(Inputs(part, (int)start, count)).Span.CopyTo(Values.Slice((int)start, count).Span);
        }
    }

    private Matrix<float> Inputs(int part, int start, int count)
    {
        if (!_data.IsBytes)
        {
            return _data.Inputs.Slice(start, count);
        }

        var block = new Matrix<float>(_inputs[part], count, _data.Features);
        _data.CopyInputs(_examples.AsSpan(start, count), block, threads: 1);
        return block;
    }

    private struct Parts : IParallelWork
    {
        public GCHandle Buffer;

        public readonly void Execute(int part) => ((PredictionBuffer)Buffer.Target!).Write(part);
    }
}
