using CsCheck;
using Feedforward.Activations;
using Feedforward.Experiments;

namespace Feedforward.Tests.Experiments;

public sealed class XorExperimentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Whatever the line, it leaves a point of XOR on the wrong side; some line leaves one only.</summary>
    [Fact]
    public void No_line_gets_more_than_three_points_right()
    {
        var number = Gen.Double[-3, 3];
        Gen.Select(number, number, number).Sample(
            s =>
            {
                var right = 0;
                for (var i = 0; i < 4; i++)
                {
                    var x = LogicTable.Xor.Inputs.Row(i);
                    var says = (s.Item1 * x[0]) + (s.Item2 * x[1]) + s.Item3 > 0;
                    right += says == LogicTable.Xor.Labels[i] > 0 ? 1 : 0;
                }

                return right <= 3;
            },
            iter: 5000);
    }

    [Fact]
    public void Linear_models_reach_three_of_four_and_a_hidden_layer_learns_it()
    {
        var rates = new List<XorRate>();
        var options = new XorOptions { Activations = [Activation.Tanh, Activation.Relu], Widths = [2, 8], Seeds = 20 };
        var report = XorExperiment.Run(options, new Collector(rates), Stop);
        Assert.Equal(3, report.PerceptronBest);
        Assert.Equal(3, report.LogisticBest);
        Assert.Equal(4, report.Rates.Count);
        Assert.Equal(report.Rates, rates);
        Assert.All(report.Rates, rate =>
        {
            Assert.Equal(20, rate.Seeds);
            Assert.InRange(rate.Learned, 1, 20);
            Assert.Equal(rate.Learned / 20.0, rate.Share);
            Assert.InRange(rate.MedianEpochs!.Value, 1, options.Epochs);
        });

        // More neurons learn it more often.
        Assert.True(report.Rates[1].Learned > report.Rates[0].Learned);
        Assert.True(report.Rates[3].Learned > report.Rates[2].Learned);
        Assert.Equal(20, report.Rates[1].Learned);
    }

    [Fact]
    public void The_solution_separates_the_points_in_hidden_space()
    {
        var options = new XorOptions { Activations = [Activation.Sigmoid], Widths = [2], Seeds = 10 };
        var solution = XorExperiment.Run(options, cancellation: Stop).Solution;
        Assert.NotNull(solution);
        Assert.Equal(2, solution.Width);
        foreach (var point in solution.Points)
        {
            // h by the formula, from the network's parameters: W is 2×2 row-major, then b, then the output's w and b.
            var θ = solution.Network.Parameters;
            for (var j = 0; j < 2; j++)
            {
                var a = (point.X[0] * θ[j]) + (point.X[1] * θ[2 + j]) + θ[4 + j];
                Assert.Equal(1 / (1 + Math.Exp(-a)), point.Hidden[j], 1e-5);
            }

            var logit = (solution.OutputWeights[0] * point.Hidden[0]) + (solution.OutputWeights[1] * point.Hidden[1]) + solution.OutputBias;
            Assert.Equal(point.Label > 0, logit > 0);
            Assert.Equal(1 / (1 + Math.Exp(-logit)), point.Probability, 1e-5);
        }

        var line = Assert.NotNull(solution.HiddenBoundary);
        Assert.Equal(0, (solution.OutputWeights[0] * line.X1) + (solution.OutputWeights[1] * line.Y1) + solution.OutputBias, 1e-4);

        // The window is [−½, 1½]², so (0, 1) is a quarter in from the left and three quarters up.
        Assert.Equal(41, solution.Probabilities.Rows);
        Assert.Equal(solution.Points[1].Probability, solution.Probabilities[30, 10], 1e-6);
    }

    [Fact]
    public void Cancelling_stops_it() =>
        Assert.Throws<OperationCanceledException>(() => XorExperiment.Run(cancellation: new CancellationToken(true)));

    private sealed class Collector(List<XorRate> rates) : IProgress<XorRate>
    {
        public void Report(XorRate value) => rates.Add(value);
    }
}
