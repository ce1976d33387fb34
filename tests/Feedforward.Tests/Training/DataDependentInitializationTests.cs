using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>Parameters fitted to examples: what they promise, on every layer.</summary>
public sealed class DataDependentInitializationTests
{
    [Fact]
    public void The_sums_of_every_neuron_have_the_deviation_1()
    {
        var x = Numbers.Normal(400, 6, 1, 37);
        var network = DataDependentInitialization.Apply(
            Network.Create(6, 1, new Concatenation(2, new Branch(0, 6)), new EnsembleDense(2, 20), new Activate(Activation.Relu), new EnsembleDense(2, 3)), x, 7);
        foreach (var layers in new[] { 2, 4 })
        {
            var workspace = new Workspace<float>(network, x.Rows);
            workspace.Forward(x);
            var z = workspace.Layers[layers - 1].Output;
            for (var j = 0; j < z.Columns; j++)
            {
                var column = Enumerable.Range(0, z.Rows).Select(i => (double)z[i, j]).ToArray();
                var mean = column.Average();
                Assert.Equal(1, Math.Sqrt(column.Average(value => (value - mean) * (value - mean))), 1e-4);

                // The bias is minus an average of some examples' sums, so it lies among them.
                Assert.InRange(0, column.Min(), column.Max());
            }
        }
    }

    [Fact]
    public void Features_without_variance_give_finite_weights()
    {
        var network = DataDependentInitialization.Apply(Network.Create(3, 1, new EnsembleDense(1, 4)), new Matrix<float>(10, 3), 1);
        Assert.All(network.Parameters.ToArray(), w => Assert.True(float.IsFinite(w)));
    }

    [Fact]
    public void The_seed_decides()
    {
        var network = Network.Create(3, 1, new EnsembleDense(1, 4));
        var x = Numbers.Normal(50, 3, 1);
        Assert.Equal(DataDependentInitialization.Apply(network, x, 1).Parameters, DataDependentInitialization.Apply(network, x, 1).Parameters);
        Assert.NotEqual(DataDependentInitialization.Apply(network, x, 1).Parameters.ToArray(), DataDependentInitialization.Apply(network, x, 2).Parameters.ToArray());
        Assert.Throws<ArgumentException>(() => DataDependentInitialization.Apply(network, new Matrix<float>(4, 2), 1));
    }
}
