using BenchmarkDotNet.Attributes;
using Feedforward.Losses;

namespace Feedforward.Benchmarks.Kernels;

/// <summary>Losses with their gradients: softmax cross entropy over few and many classes, squared error.</summary>
public class LossBenchmarks
{
    private Matrix<float> _outputs;
    private Matrix<float> _targets;
    private Matrix<float> _delta;

    public static IEnumerable<NamedLoss> Losses =>
    [
        new(Loss.SoftmaxCrossEntropy, 16, 3), new(Loss.SoftmaxCrossEntropy, 128, 10), new(Loss.SoftmaxCrossEntropy, 128, 1000),
        new(Loss.SquaredError, 128, 1), new(Loss.SquaredError, 128, 100), new(Loss.BinaryCrossEntropy, 128, 1),
    ];

    [ParamsSource(nameof(Losses))]
    public CountedWork Work { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        var loss = (NamedLoss)Work;
        _outputs = new Matrix<float>(loss.Rows, loss.Columns);
        _delta = new Matrix<float>(loss.Rows, loss.Columns);
        _targets = new Matrix<float>(loss.Rows, loss.Loss == Loss.SoftmaxCrossEntropy ? 1 : loss.Columns);
        for (var i = 0; i < _outputs.Span.Length; i++)
        {
            _outputs.Span[i] = ((i * 37) % 101 / 25f) - 2;
        }

        for (var i = 0; i < _targets.Span.Length; i++)
        {
            _targets.Span[i] = i % Math.Min(2, loss.Columns);
        }
    }

    [Benchmark]
    public double Risk() => ((NamedLoss)Work).Loss.Risk(_outputs, _targets, default, _delta);
}
