using Feedforward.Losses;

namespace Feedforward.Tests.Losses;

/// <summary>
/// A loss is −log of a likelihood: over all targets e^(−ℓ) adds up to 1, or to a constant that does not depend on the
/// output where the loss leaves a constant out.
/// </summary>
public sealed class LikelihoodTests
{
    [Theory]
    [InlineData(-3.0)]
    [InlineData(0.2)]
    [InlineData(5.0)]
    public void Bernoulli(double f) =>
        Numbers.Close(1, Likelihood(Loss.BinaryCrossEntropy, [f], 0) + Likelihood(Loss.BinaryCrossEntropy, [f], 1), 1e-14);

    [Theory]
    [InlineData(-3.0, 0.0, 2.0)]
    [InlineData(1.0, 1.0, 1.0)]
    public void Categorical(double a, double b, double c) =>
        Numbers.Close(1, Enumerable.Range(0, 3).Sum(y => Likelihood(Loss.SoftmaxCrossEntropy, [a, b, c], y)), 1e-14);

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1.5, -2.0)]
    [InlineData(-2.0, 1.0)]
    public void Gaussian(double mean, double logVariance) =>
        Numbers.Close(1, Integral(Loss.GaussianLikelihood, [mean, logVariance]), 1e-10);

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Poisson(double f)
    {
        double sum = 0, factorial = 1;
        for (var y = 0; y < 80; y++)
        {
            factorial *= Math.Max(1, y);
            sum += Likelihood(Loss.PoissonLikelihood, [f], y) / factorial;
        }

        Numbers.Close(1, sum, 1e-13);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-2.5)]
    public void Gaussian_of_variance_one_half(double f) => Numbers.Close(Math.Sqrt(Math.PI), Integral(Loss.SquaredError, [f]), 1e-10);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-2.5)]
    public void Laplace(double f) => Numbers.Close(2, Integral(Loss.AbsoluteError, [f]), 1e-6);

    /// <summary>√(2π)·erf(δ/√2) + (2/δ)·e^(−δ²/2), the constant of Huber's least favourable distribution.</summary>
    [Theory]
    [InlineData(0.0, 1f)]
    [InlineData(-2.5, 1.5f)]
    public void Least_favourable(double f, float delta)
    {
        var constant = (Math.Sqrt(2 * Math.PI) * Real64.Erf(new(delta / Math.Sqrt(2))).Value) + (2 / delta * Math.Exp(-delta * delta / 2));
        Numbers.Close(constant, Integral(Loss.Huber(delta), [f]), 1e-8);
    }

    private static double Likelihood(Loss loss, double[] f, double y) =>
        Math.Exp(-loss.Risk(new Matrix<double>(f, 1, f.Length), new Matrix<double>([y], 1, 1), default, default));

    /// <summary>The trapezoidal rule over ±40 around the mean.</summary>
    private static double Integral(Loss loss, double[] f)
    {
        const double Step = 1.0 / 1024;
        double sum = 0;
        for (var y = f[0] - 40; y <= f[0] + 40; y += Step)
        {
            sum += Likelihood(loss, f, y) * Step;
        }

        return sum;
    }
}
