using System.Diagnostics;
using System.Runtime.Intrinsics;
using Feedforward.Kernels;
using Feedforward.Layers;
using Feedforward.Randomness;

namespace Feedforward.Benchmarks.Contract;

/// <summary>What the same bits everywhere cost: work that keeps the numeric contract beside the fastest we know that breaks it.</summary>
public static class ContractCost
{
    private const int Stretches = 6;
    private const double StretchSeconds = 0.05;
    private const int Numbers = 4096;

    /// <summary>Measures, best of several stretches, ours and the other by turns. Takes about six seconds.</summary>
    public static IReadOnlyList<ContractCostRow> Run() =>
    [
        OneOutput(),
        WeightGradient(1),
        WeightGradient(2),
        Loss(),
        Function<ExpFunction>("eˣ", "ours; the framework's Vector512.Exp", BreakingVariants.Exp, positive: false),
        Function<LogFunction>("log x", "ours; the framework's Vector512.Log", BreakingVariants.Log, positive: true),
        Function<TanhFunction>("tanh x", "ours; the platform's MathF.Tanh", BreakingVariants.Tanh, positive: false),
        Function<SigmoidFunction>("sigmoid x", "division; the processor's estimate of a reciprocal", BreakingVariants.Sigmoid, positive: false),
    ];

    /// <summary>Measures and prints a Markdown table.</summary>
    public static void Print()
    {
        Console.WriteLine("| work | the contract; the other way | ours µs | other µs | ratio |");
        Console.WriteLine("|---|---|---:|---:|---:|");
        foreach (var row in Run())
        {
            Console.WriteLine(FormattableString.Invariant($"| {row.Name} | {row.Rule} | {row.Ours:F2} | {row.Breaking:F2} | {row.Ratio:F2} |"));
        }
    }

    private static ContractCostRow OneOutput()
    {
        var x = Normal(256, 1024);
        var h = new Matrix<float>(256, 1);
        var network = Network.Create(1024, 1, [new Dense(1)]);
        var w = network.Parameters[..1024].ToArray();
        return Measure(
            "one output, 1,024 inputs, 256 rows",
            "a chain for each row; four vectors along the sum",
            () => network.Forward(x, h),
            () => BreakingVariants.OneOutput(x, w, h.Span));
    }

    private static ContractCostRow WeightGradient(int threads)
    {
        const int Rows = 4096;
        var x = Normal(Rows, 16);
        var δ = Normal(Rows, 3);
        var g = new Matrix<float>(16, 3);
        var columns = new Vector512<float>[6];
        Matrix<float> x0 = x.Slice(0, Rows / 2), δ0 = δ.Slice(0, Rows / 2), x1 = x.Slice(Rows / 2, Rows / 2), δ1 = δ.Slice(Rows / 2, Rows / 2);
        using var second = threads == 1 ? null : new SecondThread(() => BreakingVariants.WeightGradient(x1, δ1, columns.AsSpan(3)));
        Action first = () => BreakingVariants.WeightGradient(x0, δ0, columns);
        return Measure(
            $"gradient of 16×3 weights, 4,096 rows, {threads} thread{(threads == 1 ? "" : "s")}",
            threads == 1 ? "a chain for each weight; four sums for each" : "the same; the rows split over the threads as well",
            () => Gemm.TransposeLeft(x, δ, g, threads),
            second is null
                ? () => BreakingVariants.WeightGradient(x, δ, columns)
                : () =>
                {
                    second.Beside(first);
                    for (var j = 0; j < 3; j++)
                    {
                        columns[j] += columns[j + 3];
                    }
                });
    }

    private static ContractCostRow Loss()
    {
        var f = Normal(Numbers, 1);
        var y = Normal(Numbers, 1);
        var δ = new Matrix<float>(Numbers, 1);
        return Measure(
            "squared error and its gradient, 4,096 rows",
            "eight running sums in double precision; four vectors in single precision",
            () => Losses.Loss.SquaredError.Risk(f, y, [], δ),
            () => BreakingVariants.SquaredError(f.Span, y.Span, δ.Span, 1f / Numbers));
    }

    private static ContractCostRow Function<TFunction>(string name, string rule, Action<float[], float[]> breaking, bool positive)
        where TFunction : struct, IElementaryFunction
    {
        var x = Normal(Numbers, 1).Span.ToArray();
        if (positive)
        {
            for (var i = 0; i < x.Length; i++)
            {
                x[i] = 0.1f + (x[i] * x[i]);
            }
        }

        var y = new float[Numbers];
        return Measure($"{name}, 4,096 numbers", rule, () => ElementaryPass<TFunction>.Run(x, y), () => breaking(x, y));
    }

    private static ContractCostRow Measure(string name, string rule, Action ours, Action breaking)
    {
        double best = double.MaxValue, other = double.MaxValue;
        for (var stretch = -2; stretch < Stretches; stretch++)
        {
            var (a, b) = (Stretch(ours), Stretch(breaking));
            if (stretch >= 0)
            {
                (best, other) = (Math.Min(best, a), Math.Min(other, b));
            }
        }

        return new(name, rule, best, other);
    }

    private static double Stretch(Action work)
    {
        const int Calls = 8;
        var calls = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < StretchSeconds)
        {
            for (var i = 0; i < Calls; i++)
            {
                work();
            }

            calls += Calls;
        }

        return clock.Elapsed.TotalMicroseconds / calls;
    }

    private static Matrix<float> Normal(int rows, int columns)
    {
        var random = new RandomStream(1, RandomPurpose.Experiment, (uint)columns);
        var matrix = new Matrix<float>(rows, columns);
        for (var i = 0; i < matrix.Span.Length; i++)
        {
            matrix.Span[i] = random.Normal(i);
        }

        return matrix;
    }
}
