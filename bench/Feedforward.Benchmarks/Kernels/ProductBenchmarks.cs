using BenchmarkDotNet.Attributes;
using Feedforward.Benchmarks.Products;

namespace Feedforward.Benchmarks.Kernels;

/// <summary>The three products of a layer on one thread.</summary>
public class ProductBenchmarks
{
    private LayerProducts _products = null!;

    /// <summary>Layers of the compared networks, odd widths, and a square one.</summary>
    public static IEnumerable<ProductShape> Shapes =>
    [
        new(4, 2, 4), new(16, 4, 16), new(32, 32, 64), new(32, 64, 1), new(128, 784, 128), new(128, 128, 10), new(256, 256, 256),
        new(128, 784, 512), new(1, 784, 512), new(8, 300, 100), new(100, 54, 7), new(128, 512, 1000), new(256, 2048, 2048), new(1152, 1152, 1152),
    ];

    [ParamsSource(nameof(Shapes))]
    public CountedWork Work { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        var shape = (ProductShape)Work;
        _products = new LayerProducts(shape.Rows, shape.Inputs, shape.Outputs);
    }

    [Benchmark]
    public void Forward() => _products.Forward(1);

    [Benchmark]
    public void WeightGradient() => _products.WeightGradient(1);

    [Benchmark]
    public void InputGradient() => _products.InputGradient(1);
}
