using BenchmarkDotNet.Attributes;
using Feedforward.Activations;

namespace Feedforward.Benchmarks.Kernels;

/// <summary>Elementary functions and activations over numbers that lie in the first-level cache, and over more than any cache holds, on one thread.</summary>
public class FunctionBenchmarks
{
    private const int InCache = 4096;
    private const int InMemory = 16 << 20;

    private Activation _activation = null!;
    private Matrix<float> _a;
    private Matrix<float> _h;
    private Matrix<float> _delta;

    public static IEnumerable<NamedFunction> Functions =>
    [
        .. ElementaryFunctions.All.Concat(Activation.All).Distinct().Select(activation => new NamedFunction(activation, InCache)),
        new(Activation.Relu, InMemory), new(Activation.Gelu, InMemory),
    ];

    [ParamsSource(nameof(Functions))]
    public CountedWork Work { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        var function = (NamedFunction)Work;
        _activation = function.Activation;
        _a = new Matrix<float>(1, function.Numbers);
        _h = new Matrix<float>(1, function.Numbers);
        _delta = new Matrix<float>(1, function.Numbers);
        for (var i = 0; i < function.Numbers; i++)
        {
            // From 1/512 to 8, where a logarithm has a value.
            _a.Span[i] = ((i % 4096) + 1) / 512f;
        }

        Value();
    }

    [Benchmark]
    public void Value() => _activation.Apply(_a, _h, 1);

    /// <summary>δ ← δ∘σ′(a) with δ = 0, which stays 0 however often it is multiplied; other numbers would become subnormal.</summary>
    [Benchmark]
    public void ChainRule() => _activation.Chain(_a, _h, _delta, 1);
}
