using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

public class LayerActivityTests
{
    /// <summary>Two ReLU units of one input: max(0, x) is alive, max(0, −1 − x) is 0 for every x above −1.</summary>
    [Fact]
    public void AUnitThatIsAlwaysZeroIsDead()
    {
        var network = Network.Create(1, 0, new Dense(2, Activation.Relu), new Dense(1)).With([1, -1, 0, -1, 1, 1, 0], []);
        var activity = Assert.Single(LayerActivity.Of(network, Matrix.Column<float>([0, 1, 2, 3])));
        Assert.Equal(("1", "relu", 2), (activity.Place, activity.Activation, activity.Units));
        Assert.Equal([1], activity.Dead);
        Assert.Equal(5 / 8.0, activity.ShareOfZeros);
    }

    [Fact]
    public void SomeGradientsAreThoseOfTheWholeCheck()
    {
        var network = Network.Create(2, 1, new Dense(3, Activation.Tanh), new Dense(1));
        var data = new Dataset(Matrix.From(new[,] { { 1f, 2f }, { -1f, .5f } }), Matrix.Column<float>([1, 0]));
        var all = GradientCheck.Of(network, data, Loss.SquaredError, cancellation: TestContext.Current.CancellationToken);
        var some = GradientCheck.OfSome(network, data, Loss.SquaredError, 5, TestContext.Current.CancellationToken);
        Assert.Equal(5, some.Parameters.Count);
        Assert.All(some.Parameters, check => Assert.Contains(check, all.Parameters));
        Assert.Equal(all.Parameters, GradientCheck.OfSome(network, data, Loss.SquaredError, 1_000, TestContext.Current.CancellationToken).Parameters);
    }
}
