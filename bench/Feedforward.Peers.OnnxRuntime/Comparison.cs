using Feedforward.Activations;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Onnx;
using Feedforward.Randomness;
using Microsoft.ML.OnnxRuntime;

namespace Feedforward.Peers.OnnxRuntime;

/// <summary>
/// One model in both programs: ours in memory, and ONNX Runtime with the file that we write of it, each on one thread and
/// with all its memory taken beforehand. A network with squared error has no link, so both compute the layers and nothing else.
/// </summary>
internal sealed class Comparison : IDisposable
{
    private readonly Network _network;
    private readonly Matrix<float> _x;
    private readonly Matrix<float> _outputs;
    private readonly float[] _peerOutputs;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly OrtIoBinding _binding;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _results;
    private readonly int _callsPerLook;

    /// <summary>Makes model, rows and sessions.</summary>
    public Comparison(InferenceCase inference)
    {
        var widths = inference.Widths;
        _network = Network.Create(
            widths[0],
            seed: 1,
            [.. widths.Skip(1).Select((width, i) => new Dense(width, i + 2 < widths.Count ? Activation.Relu : Activation.Identity))]);
        var random = new RandomStream(1, RandomPurpose.Experiment);
        var numbers = new float[inference.Batch * widths[0]];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = random.Normal(i);
        }

        _x = new Matrix<float>(numbers, inference.Batch, widths[0]);
        _outputs = new Matrix<float>(inference.Batch, widths[^1]);
        _peerOutputs = new float[inference.Batch * widths[^1]];

        using var file = new MemoryStream();
        ModelFile.Save(_network, Loss.SquaredError, file);
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(file.ToArray(), options);
        _input = OrtValue.CreateTensorValueFromMemory(numbers, [inference.Batch, widths[0]]);
        _output = OrtValue.CreateTensorValueFromMemory(_peerOutputs, [inference.Batch, widths[^1]]);
        _inputNames = [.. _session.InputNames];
        _outputNames = [.. _session.OutputNames];
        _inputs = [_input];
        _results = [_output];
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_inputNames[0], _input);
        _binding.BindOutput(_outputNames[0], _output);

        // Enough calls between two looks at the clock: about a fifth of a millisecond at 10 GFLOP/s and 1 µs for the call.
        _callsPerLook = (int)Math.Clamp(200 / (1 + (inference.Flops / 1e4)), 1, 200);
    }

    /// <summary>The version of ONNX Runtime.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <summary>Our calls.</summary>
    public long Ours()
    {
        for (var i = 0; i < _callsPerLook; i++)
        {
            _network.Forward(_x, _outputs);
        }

        return _callsPerLook;
    }

    /// <summary>ONNX Runtime's calls with values made before.</summary>
    public long Values()
    {
        for (var i = 0; i < _callsPerLook; i++)
        {
            _session.Run(_run, _inputNames, _inputs, _outputNames, _results);
        }

        return _callsPerLook;
    }

    /// <summary>ONNX Runtime's calls with inputs and outputs bound before.</summary>
    public long Binding()
    {
        for (var i = 0; i < _callsPerLook; i++)
        {
            _session.RunWithBinding(_run, _binding);
        }

        return _callsPerLook;
    }

    /// <summary>The largest difference of two outputs as a share of the largest magnitude; infinite where a way of calling gives no numbers.</summary>
    public double RelativeDifference()
    {
        Ours();
        double worst = 0;
        foreach (var way in (ReadOnlySpan<Func<long>>)[Values, Binding])
        {
            Array.Fill(_peerOutputs, float.NaN);
            way();
            double largest = 0, difference = 0;
            for (var i = 0; i < _peerOutputs.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(_outputs.Span[i]));
                difference = Math.Max(difference, Math.Abs((double)_outputs.Span[i] - _peerOutputs[i]));
            }

            worst = Math.Max(worst, difference / largest);
        }

        return double.IsNaN(worst) ? double.PositiveInfinity : worst;
    }

    /// <summary>Bytes of managed memory that one of our calls takes.</summary>
    public double OurBytesPerCall()
    {
        Ours();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var calls = 0L;
        for (var i = 0; i < 10; i++)
        {
            calls += Ours();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
        _run.Dispose();
        _session.Dispose();
    }
}
