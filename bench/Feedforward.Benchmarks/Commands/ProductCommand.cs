using System.CommandLine;
using Feedforward.Benchmarks.Products;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>product [N...]</c>: a lone n×n×n product on one thread as a share of the core's peak.</summary>
internal static class ProductCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var sizes = new Argument<int[]>("N")
        {
            Description = $"Sizes; if none is given: {string.Join(", ", ProductMeasurement.UsualSizes)}.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("product", "The three products of a layer with n inputs, n neurons and n rows on one thread, as a share of the core's peak.");
        command.Add(sizes);
        var options = new MeasureOptions(command);
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(sizes) ?? [];
            var places = options.Places(parsed, given.Length == 0);
            var report = new Report("product", Machine.Observe());
            report.Add(null, ProductMeasurement.Measure(given.Length > 0 ? given : ProductMeasurement.UsualSizes, options.Stretches(parsed)));
            report.Publish(places);
        });
        return command;
    }
}
