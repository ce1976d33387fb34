using Feedforward.Losses;

namespace Feedforward.Tests.Losses;

/// <summary>A loss with what it is compared with.</summary>
/// <param name="Name">What the case is called.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Outputs">How many outputs an example has.</param>
/// <param name="TargetColumns">How many targets an example has.</param>
/// <param name="Target">A valid target near a normal number.</param>
/// <param name="Reference">The definition for one example, from probabilities and densities, in double precision.</param>
/// <param name="Mean">The prediction that outputs stand for.</param>
internal sealed record LossCase(
    string Name,
    Loss Loss,
    int Outputs,
    int TargetColumns,
    Func<float, float> Target,
    Func<double[], double[], double> Reference,
    Func<double[], double[]> Mean)
{
    public static IReadOnlyList<LossCase> All { get; } =
    [
        new("squared error", Loss.SquaredError, 1, 1, z => z, Squared, Same),
        new("squared error of 3", Loss.SquaredError, 3, 3, z => z, Squared, Same),
        new("absolute error of 2", Loss.AbsoluteError, 2, 2, z => z, (f, y) => Pairs(f, y).Sum(p => Math.Abs(p.F - p.Y)), Same),
        new("huber", Loss.Huber(), 1, 1, z => z, Huber(1), Same),
        new("huber 0.25 of 2", Loss.Huber(0.25f), 2, 2, z => z, Huber(0.25), Same),
        new("huber 3", Loss.Huber(3), 1, 1, z => 4 * z, Huber(3), Same),
        new("binary", Loss.BinaryCrossEntropy, 1, 1, z => z > 0 ? 1 : 0, Bernoulli, f => Array.ConvertAll(f, Logistic)),
        new("binary of 3, soft", Loss.BinaryCrossEntropy, 3, 3, z => z > 1 ? 1 : z < -1 ? 0 : 0.25f, Bernoulli, f => Array.ConvertAll(f, Logistic)),
        new("softmax of 2", Loss.SoftmaxCrossEntropy, 2, 1, z => z > 0 ? 1 : 0, Categorical(0), Softmax),
        new("softmax of 5", Loss.SoftmaxCrossEntropy, 5, 1, z => (int)(Math.Abs(z) * 3) % 5, Categorical(0), Softmax),
        new("softmax of 4, smoothed", Loss.SmoothedCrossEntropy(0.1f), 4, 1, z => (int)(Math.Abs(z) * 3) % 4, Categorical(0.1f), Softmax),
        new("softmax of 3, smoothed much", Loss.SmoothedCrossEntropy(0.75f), 3, 1, z => (int)(Math.Abs(z) * 3) % 3, Categorical(0.75f), Softmax),
        new("gaussian", Loss.GaussianLikelihood, 2, 1, z => z, Gaussian, MeanAndVariance),
        new("gaussian of 3", Loss.GaussianLikelihood, 6, 3, z => z, Gaussian, MeanAndVariance),
        new("poisson", Loss.PoissonLikelihood, 1, 1, z => (int)Math.Abs(3 * z), Poisson, f => Array.ConvertAll(f, Math.Exp)),
        new("poisson of 2", Loss.PoissonLikelihood, 2, 2, z => (int)Math.Abs(3 * z), Poisson, f => Array.ConvertAll(f, Math.Exp)),
    ];

    public static TheoryData<string> Names { get; } = [.. All.Select(c => c.Name)];

    public static LossCase Named(string name) => All.Single(c => c.Name == name);

    /// <summary>Valid targets for some examples.</summary>
    public Matrix<float> Targets(int rows, ulong seed)
    {
        var targets = Numbers.Normal(rows, TargetColumns, seed);
        foreach (ref var y in targets.Span)
        {
            y = Target(y);
        }

        return targets;
    }

    private static double Logistic(double f) => 1 / (1 + Math.Exp(-f));

    private static double[] Same(double[] f) => f;

    private static IEnumerable<(double F, double Y)> Pairs(double[] f, double[] y) => f.Zip(y);

    private static double Squared(double[] f, double[] y) => Pairs(f, y).Sum(p => Math.Pow(p.F - p.Y, 2));

    private static Func<double[], double[], double> Huber(double delta) => (f, y) => Pairs(f, y).Sum(p =>
        Math.Abs(p.F - p.Y) <= delta ? 0.5 * Math.Pow(p.F - p.Y, 2) : (delta * Math.Abs(p.F - p.Y)) - (0.5 * delta * delta));

    private static double Bernoulli(double[] f, double[] y) =>
        Pairs(f, y).Sum(p => -(p.Y * Math.Log(Logistic(p.F))) - ((1 - p.Y) * Math.Log(1 - Logistic(p.F))));

    private static double[] Softmax(double[] f)
    {
        var sum = f.Sum(Math.Exp);
        return Array.ConvertAll(f, v => Math.Exp(v) / sum);
    }

    private static Func<double[], double[], double> Categorical(double smoothing) => (f, y) =>
        -Softmax(f).Select((p, c) => ((c == (int)y[0] ? 1 - smoothing : 0) + (smoothing / f.Length)) * Math.Log(p)).Sum();

    private static double Gaussian(double[] f, double[] y)
    {
        var k = y.Length;
        return -y.Select((target, j) =>
        {
            var variance = Math.Exp(f[k + j]);
            return Math.Log(Math.Exp(-Math.Pow(target - f[j], 2) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance));
        }).Sum();
    }

    private static double[] MeanAndVariance(double[] f) => [.. f.Select((v, j) => j < f.Length / 2 ? v : Math.Exp(v))];

    private static double Poisson(double[] f, double[] y) => Pairs(f, y).Sum(p =>
    {
        var rate = Math.Exp(p.F);
        return -Math.Log(Math.Pow(rate, p.Y) * Math.Exp(-rate));
    });
}
