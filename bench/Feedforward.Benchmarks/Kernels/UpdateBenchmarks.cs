using BenchmarkDotNet.Attributes;
using Feedforward.Layers;
using Feedforward.Optimizers;

namespace Feedforward.Benchmarks.Kernels;

/// <summary>The updates of optimizers over parameters that lie in the second-level cache and over four million, on one thread.</summary>
public class UpdateBenchmarks
{
    private Optimizer _optimizer = null!;
    private OptimizerState _state = null!;
    private float[] _parameters = null!;
    private float[] _gradient = null!;

    public static IEnumerable<NamedUpdate> Updates =>
        [.. from width in (int[])[128, 2048] from optimizer in Optimizer.All select new NamedUpdate(optimizer, width)];

    [ParamsSource(nameof(Updates))]
    public CountedWork Work { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        var update = (NamedUpdate)Work;
        var network = Network.Create(update.Width, seed: 1, new Dense(update.Width, bias: false));
        _optimizer = update.Optimizer;
        _state = new OptimizerState(network, _optimizer);
        _parameters = network.Parameters.ToArray();
        _gradient = network.Parameters.ToArray();
    }

    [Benchmark]
    public void Step() => _optimizer.Step(_parameters, _gradient, _state, 1e-6);
}
