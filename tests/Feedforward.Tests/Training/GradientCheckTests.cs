using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Penalties;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

public sealed class GradientCheckTests
{
    private static readonly Dataset s_data = new(Numbers.Normal(7, 3, 1), Numbers.Normal(7, 2, 2), [1, 2, 0, 1, 1, 3, 1]);

    [Fact]
    public void A_right_network_passes_and_every_parameter_is_listed()
    {
        var network = Network.Create(
            3, 1, new Dense(5, Activation.Gelu), new BatchNormalization(), new Dropout(0.3f), new Residual(new Dense(5, Activation.Tanh)), new LayerNormalization(), new Dense(2));

        var check = GradientCheck.Of(network, s_data, Loss.SquaredError, [Penalty.L1(0.1), Penalty.L2(0.1)], cancellation: TestContext.Current.CancellationToken);

        Assert.True(check.Passes, $"largest error {check.LargestError}");
        Assert.InRange(check.LargestError, 1e-12, 1e-6);
        Assert.Equal(network.ParameterCount, check.Parameters.Count);
        for (var i = 0; i < network.ParameterCount; i++)
        {
            var p = check.Parameters[i];
            Assert.Equal(i, p.Block.Offset + (p.Row * p.Block.Columns) + p.Column);
            Assert.Equal(network.Parameters[i], p.Value);
            Assert.Equal(p.Exact, p.Backpropagated, 1e-5);
        }
    }

    /// <summary>p is all but y, so p − y has few digits left in 32 bits: up to 6·10⁻⁴ of the gradient is rounding.</summary>
    [Fact]
    public void Rounding_in_a_network_that_fits_its_examples_is_no_fault()
    {
        var data = new Dataset(new float[,] { { 9 } }, 0);
        var shareOfGradient = 0.0;
        foreach (var weight in (float[])[0.992f, 1.015f, 1.019f, 1.035f, 1.053f])
        {
            var network = Network.Create(1, 1, new Dense(2)).With([weight, 0, 0, 0], []);
            var check = GradientCheck.Of(network, data, Loss.SoftmaxCrossEntropy, cancellation: TestContext.Current.CancellationToken);

            var difference = check.Parameters.Max(p => Math.Abs(p.Backpropagated - p.Exact));
            shareOfGradient = Math.Max(shareOfGradient, difference / check.Parameters.Max(p => Math.Abs(p.Exact)));
            Assert.True(check.Passes, $"weight {weight}: rounding error {check.LargestRoundingError}");
        }

        Assert.InRange(shareOfGradient, 2e-4, 1e-3);
    }

    [Fact]
    public void A_layer_with_a_wrong_parameter_gradient_fails_at_that_parameter()
    {
        var network = Network.Create(3, 1, new Dense(2), new Shift(wrongParameter: true, wrongInput: false));
        var check = GradientCheck.Of(network, s_data, Loss.SquaredError, cancellation: TestContext.Current.CancellationToken);

        Assert.False(check.Passes);
        Assert.All(check.Parameters, p => Assert.Equal(p.Block.Name == "1.shift", p.RelativeError > 0.1));
    }

    [Fact]
    public void A_layer_with_a_wrong_input_gradient_fails_in_the_layers_before()
    {
        var network = Network.Create(3, 1, new Dense(2), new Shift(wrongParameter: false, wrongInput: true));
        var check = GradientCheck.Of(network, s_data, Loss.SquaredError, cancellation: TestContext.Current.CancellationToken);

        Assert.False(check.Passes);
        Assert.All(check.Parameters, p => Assert.Equal(p.Block.Name != "1.shift", p.RelativeError > 0.001));
    }

    [Fact]
    public void The_same_layer_without_the_mistakes_passes()
    {
        var network = Network.Create(3, 1, new Dense(2), new Shift(wrongParameter: false, wrongInput: false));
        Assert.True(GradientCheck.Of(network, s_data, Loss.SquaredError, cancellation: TestContext.Current.CancellationToken).Passes);
    }

    [Fact]
    public void A_derivative_that_is_not_a_number_fails()
    {
        var network = Network.Create(3, 1, new Dense(2, Activation.Of<Unnumbered>()));
        var check = GradientCheck.Of(network, s_data, Loss.SquaredError, cancellation: TestContext.Current.CancellationToken);
        Assert.False(check.Passes);
        Assert.Equal(double.PositiveInfinity, check.LargestError);
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused() =>
        Assert.Throws<DataException>(() => GradientCheck.Of(
            Network.Create(3, 1, new Dense(3)), s_data, Loss.SquaredError, cancellation: TestContext.Current.CancellationToken));

    /// <summary>h = x + s for each feature, with mistakes on wish.</summary>
    private sealed class Shift(bool wrongParameter, bool wrongInput) : Layer
    {
        public override string Name => "shift";

        public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) => [new("shift", ParameterKind.Bias, 1, inputs)];

        public override void Forward<T>(LayerPass<T> pass)
        {
            for (var i = 0; i < pass.Input.Rows; i++)
            {
                for (var j = 0; j < pass.Inputs; j++)
                {
                    pass.Output[i, j] = pass.Input[i, j] + pass.Parameters(0)[0, j];
                }
            }
        }

        public override void Backward<T>(LayerPass<T> pass)
        {
            var gradient = pass.Gradient(0).Span;
            gradient.Clear();
            for (var i = 0; i < pass.Delta.Rows; i++)
            {
                for (var j = 0; j < pass.Inputs; j++)
                {
                    gradient[j] += wrongParameter ? -pass.Delta[i, j] : pass.Delta[i, j];
                    if (!pass.InputDelta.IsEmpty)
                    {
                        pass.InputDelta[i, j] = wrongInput ? pass.Delta[i, j] * T.CreateTruncating(1.1) : pass.Delta[i, j];
                    }
                }
            }
        }
    }

    /// <summary>σ(a) = a with a derivative of 0/0.</summary>
    private readonly struct Unnumbered : IActivation
    {
        public static string Name => "unnumbered";

        public static T Value<T>(T a)
            where T : struct, IReal<T> => a;

        public static T Slope<T>(T a, T h)
            where T : struct, IReal<T> => T.Zero / T.Zero;
    }
}
