using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Peak;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Products;

/// <summary>Square products on one thread as a share of the core's peak, which is measured between them.</summary>
internal static class ProductMeasurement
{
    /// <summary>The sizes of the report.</summary>
    public static IReadOnlyList<int> UsualSizes { get; } = [32, 64, 128, 256, 300, 512, 1000, 1024, 1152, 2048];

    /// <summary>The table of some sizes.</summary>
    public static ResultTable Measure(IReadOnlyList<int> sizes, Stretches stretches)
    {
        var rows = new List<(int Size, double[] Gigaflops)>();
        var peak = FmaPeak.Gigaflops(1, 10);
        foreach (var size in sizes)
        {
            var products = new LayerProducts(size, size, size);

            // Enough products between two looks at the clock.
            var repeats = (int)Math.Clamp(1e7 / products.Flops, 1, 100_000);
            var times = stretches.Measure(
                Repeated(products.Forward, repeats), Repeated(products.WeightGradient, repeats), Repeated(products.InputGradient, repeats));
            rows.Add((size, [.. times.Select(time => products.Flops / time.Best / 1e3)]));
            peak = Math.Max(peak, FmaPeak.Gigaflops(1, 3));
        }

        var table = new ResultTable(
            "product",
            new Column("n", "n", "N0"),
            new Column("x·W GFLOP/s", "forward_gflops", "F1"),
            new Column("of peak", "forward_share", "P0"),
            new Column("xᵀ·δ GFLOP/s", "weight_gradient_gflops", "F1"),
            new Column("of peak", "weight_gradient_share", "P0"),
            new Column("δ·Wᵀ GFLOP/s", "input_gradient_gflops", "F1"),
            new Column("of peak", "input_gradient_share", "P0"));
        foreach (var (size, speed) in rows)
        {
            table.Add((double)size, speed[0], speed[0] / peak, speed[1], speed[1] / peak, speed[2], speed[2] / peak);
        }

        table.Notes.Add(FormattableString.Invariant($"Peak of one core: {peak:F1} GFLOP/s."));
        return table;
    }

    private static Func<long> Repeated(Action<int> product, int repeats) => () =>
    {
        for (var i = 0; i < repeats; i++)
        {
            product(1);
        }

        return repeats;
    };
}
