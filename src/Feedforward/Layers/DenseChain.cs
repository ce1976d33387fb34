using Feedforward.Kernels;

namespace Feedforward.Layers;

/// <summary>
/// Dense layers one after another as prediction computes them: a few examples at a time go through all layers while they
/// are in the cache. The parameters never change, so matrices are packed once; any number of threads may
/// compute, each with a panel of its own.
/// </summary>
internal sealed class DenseChain
{
    private readonly (Dense Layer, PackedMatrix Weight, Matrix<float> Bias)[] _layers;
    private readonly int _widest;

    /// <summary>Packs the matrices.</summary>
    /// <param name="inputs">Features per example that come in.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="parameters">θ, which must not change from now on.</param>
    public DenseChain(int inputs, IReadOnlyList<Dense> layers, float[] parameters)
    {
        _layers = new (Dense, PackedMatrix, Matrix<float>)[layers.Count];
        _widest = inputs;
        var offset = 0;
        for (var i = 0; i < _layers.Length; i++)
        {
            var units = layers[i].Units;
            var weight = new Matrix<float>(parameters, offset, inputs, units);
            offset += inputs * units;
            var bias = new Matrix<float>(parameters, offset, 1, layers[i].HasBias ? units : 0);
            offset += bias.Columns;
            _layers[i] = (layers[i], new PackedMatrix(weight), bias);
            _widest = Math.Max(_widest, units);
            inputs = units;
        }
    }

    /// <summary>Memory for one thread's examples.</summary>
    public ExamplePanel TakePanel() => new(_widest);

    /// <summary>The outputs for each row of x.</summary>
    public void Forward(Matrix<float> x, Matrix<float> outputs, ExamplePanel h)
    {
        for (var start = 0; start < x.Rows; start += ExamplePanel.MostExamples)
        {
            var count = Math.Min(ExamplePanel.MostExamples, x.Rows - start);
            h.Load(x.Slice(start, count));
            foreach (var (layer, weight, bias) in _layers)
            {
                layer.Activation.Affine(h, weight, bias.Span);
            }

            h.Store(outputs.Slice(start, count));
        }
    }
}
