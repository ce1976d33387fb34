using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Feedforward.Benchmarks.Kernels;
using Feedforward.Benchmarks.Results;
using Perfolizer.Horology;
using Column = Feedforward.Benchmarks.Results.Column;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>kernels [FILTER...]</c>: the kernels one by one, by BenchmarkDotNet.</summary>
internal static class KernelsCommand
{
    private static readonly Type[] s_benchmarks = [typeof(ProductBenchmarks), typeof(FunctionBenchmarks), typeof(UpdateBenchmarks), typeof(LossBenchmarks)];

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var filters = new Argument<string[]>("FILTER")
        {
            Description = "Globs of Class.Method, for example '*ProductBenchmarks*' or '*Update*'; everything if not given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("kernels", "Products, functions, updates and losses one by one on one thread, by BenchmarkDotNet.");
        command.Add(filters);
        var options = new MeasureOptions(command);
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(filters) ?? [];
            var places = options.Places(parsed, given.Length == 0);
            var report = new Report("kernels", Machine.Observe());
            var summaries = BenchmarkSwitcher.FromTypes(s_benchmarks).Run(["--filter", .. given.Length > 0 ? given : ["*"]], Configuration(options.IsQuick(parsed)));
            foreach (var summary in summaries)
            {
                report.Add(null, Table(summary));
            }

            report.Publish(places);
        });
        return command;
    }

    /// <summary>Everything runs in this process: the projects that BenchmarkDotNet would write and build know nothing of this repository's settings.</summary>
    private static ManualConfig Configuration(bool isQuick) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(isQuick ? 10 : 6)
            .WithIterationCount(isQuick ? 2 : 8)
            .WithIterationTime(TimeInterval.FromMilliseconds(isQuick ? 20 : 100)))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .WithOption(ConfigOptions.JoinSummary, false)
        .WithArtifactsPath(Path.Combine(Repository.Root, "BenchmarkDotNet.Artifacts"));

    private static ResultTable Table(Summary summary)
    {
        var reports = summary.Reports.Where(report => report.ResultStatistics is not null).ToList();
        var works = reports.ConvertAll(report => (CountedWork)report.BenchmarkCase.Parameters["Work"]);
        var unit = works.Count > 0 ? works[0].Unit : "G/s";
        var type = summary.BenchmarksCases.Length > 0 ? summary.BenchmarksCases[0].Descriptor.Type.Name : "kernels";
        var table = new ResultTable(
            type,
            new Column(type.Replace("Benchmarks", "", StringComparison.Ordinal), "method"),
            new Column("work", "work"),
            new Column("mean µs", "mean_us", Column.Significant),
            new Column("± µs", "standard_error_us", Column.Significant),
            new Column(unit, unit == "G/s" ? "giga_per_second" : "gflops", "F2"));
        for (var i = 0; i < reports.Count; i++)
        {
            var statistics = reports[i].ResultStatistics!;
            table.Add(
                reports[i].BenchmarkCase.Descriptor.WorkloadMethod.Name,
                works[i].Name,
                statistics.Mean / 1e3,
                statistics.StandardError / 1e3,
                works[i].Count / statistics.Mean);
        }

        return table;
    }
}
