using Feedforward.Experiments;

namespace Feedforward.Tests.Experiments;

/// <summary>F8: the error falls as the width grows, for every built-in target.</summary>
public sealed class ApproximationExperimentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("wave")]
    [InlineData("corner")]
    [InlineData("bump")]
    [InlineData("saddle")]
    [InlineData("ripple")]
    public void The_error_falls_with_the_width(string target)
    {
        var told = new List<Approximation>();
        var options = new ApproximationOptions { Target = ApproximationTarget.Named(target), Depths = [] };
        var report = ApproximationExperiment.Run(options, new Collector(told), Stop);
        Assert.Equal([1, 2, 4, 8, 16, 32], report.ByWidth.Select(fit => Assert.Single(fit.Hidden)));
        Assert.Equal(told, report.ByWidth);
        for (var i = 1; i < report.ByWidth.Count; i++)
        {
            Assert.True(report.ByWidth[i].RootMeanSquareError <= report.ByWidth[i - 1].RootMeanSquareError);
        }

        Assert.True(report.ByWidth[^1].RootMeanSquareError < report.ByWidth[0].RootMeanSquareError / 50);
        Assert.True(report.ByWidth[^1].LargestError < report.ByWidth[0].LargestError / 20);
    }

    [Fact]
    public void The_errors_are_those_of_the_values()
    {
        var options = new ApproximationOptions { Widths = [3], Depths = [], Epochs = 50, Restarts = 1 };
        var report = ApproximationExperiment.Run(options, cancellation: Stop);
        var fit = Assert.Single(report.ByWidth);
        Assert.Equal(10, fit.Parameters);
        Assert.Equal(257, report.GridSide);
        Assert.Equal(257, fit.Values.Length);
        double largest = 0, sum = 0;
        for (var i = 0; i < 257; i++)
        {
            // The target anew, with the platform's sine.
            Assert.Equal(Math.Sin(2 * Math.PI * report.Points[i, 0]), report.Values[i], 1e-6);
            var error = Math.Abs(fit.Network.Forward(report.Points.Slice(i, 1))[0, 0] - report.Values[i]);
            largest = Math.Max(largest, error);
            sum += (double)error * error;
        }

        Assert.Equal(largest, fit.LargestError, 1e-6);
        Assert.Equal(Math.Sqrt(sum / 257), fit.RootMeanSquareError, 1e-6);
    }

    [Fact]
    public void Depths_are_compared_at_about_equal_numbers_of_parameters()
    {
        var options = new ApproximationOptions { Widths = [16], Depths = [1, 2, 3], Epochs = 5, Restarts = 1, Target = ApproximationTarget.Saddle };
        var report = ApproximationExperiment.Run(options, cancellation: Stop);
        Assert.Equal([1, 2, 3], report.ByDepth.Select(fit => fit.Hidden.Count));
        Assert.All(report.ByDepth, fit => Assert.InRange(fit.Parameters, 65 * 0.8, 65 * 1.2));
        Assert.All(report.ByDepth, fit => Assert.Equal(fit.Network.ParameterCount, fit.Parameters));
    }

    [Fact]
    public void A_function_of_ones_own_can_be_approximated_and_three_inputs_are_refused()
    {
        var line = new ApproximationTarget("line", "x/2", 1, x => x[0] / 2);
        var report = ApproximationExperiment.Run(new ApproximationOptions { Target = line, Widths = [2], Depths = [] }, cancellation: Stop);
        Assert.True(report.ByWidth[0].LargestError < 0.02);
        var three = new ApproximationOptions { Target = line with { Inputs = 3 } };
        Assert.Throws<ArgumentException>(() => ApproximationExperiment.Run(three, cancellation: Stop));
        Assert.Throws<OperationCanceledException>(() => ApproximationExperiment.Run(cancellation: new CancellationToken(true)));
    }

    private sealed class Collector(List<Approximation> fits) : IProgress<Approximation>
    {
        public void Report(Approximation value) => fits.Add(value);
    }
}
