using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Benchmarks.Products;

/// <summary>The three matrix products of a dense layer with m neurons over n rows of d numbers. This file alone knows how the kernels are called.</summary>
/// <param name="rows">n.</param>
/// <param name="inputs">d.</param>
/// <param name="outputs">m.</param>
internal sealed class LayerProducts(int rows, int inputs, int outputs)
{
    private readonly Matrix<float> _x = Numbers(rows, inputs, 1);
    private readonly Matrix<float> _w = Numbers(inputs, outputs, 2);
    private readonly Matrix<float> _delta = Numbers(rows, outputs, 3);
    private readonly Matrix<float> _h = new(rows, outputs);
    private readonly Matrix<float> _gradient = new(inputs, outputs);
    private readonly Matrix<float> _inputDelta = new(rows, inputs);

    /// <summary>Operations of each of the three: 2·n·d·m.</summary>
    public double Flops => 2.0 * rows * inputs * outputs;

    /// <summary>h = x·W.</summary>
    public void Forward(int threads) => Gemm.Affine(_x, _w, default, _h, default(NoEpilogue), threads);

    /// <summary>∇W = xᵀ·δ.</summary>
    public void WeightGradient(int threads) => Gemm.TransposeLeft(_x, _delta, _gradient, threads);

    /// <summary>∂R/∂x = δ·Wᵀ.</summary>
    public void InputGradient(int threads) => Gemm.TransposeRight(_delta, _w, _inputDelta, threads);

    private static Matrix<float> Numbers(int rows, int columns, uint index)
    {
        var random = new RandomStream(1, RandomPurpose.Experiment, index);
        var matrix = new Matrix<float>(rows, columns);
        for (var i = 0; i < matrix.Span.Length; i++)
        {
            matrix.Span[i] = random.Normal(i);
        }

        return matrix;
    }
}
