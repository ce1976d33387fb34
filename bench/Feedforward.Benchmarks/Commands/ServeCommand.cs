using System.CommandLine;
using System.Diagnostics;
using Feedforward.Benchmarks.Results;
using Feedforward.Benchmarks.Serving;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>serve</c>: predictions over HTTP beside a reference server on ONNX Runtime, and a soak.</summary>
internal static class ServeCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var native = new Option<string?>("--native") { Description = "The executable that was published ahead of time, to measure it too.", HelpName = "FILE" };
        var soak = new Option<double>("--soak") { Description = "Minutes under load with malformed requests, instead of the comparison.", HelpName = "MINUTES" };
        var command = new Command("serve", "Requests per second and their times over loopback, beside 30 lines on ONNX Runtime. docs/serving.md explains the figures.");
        command.Add(native);
        command.Add(soak);
        var options = new MeasureOptions(command);
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(native);
            var ours = Built("src/Feedforward.Cli", "Feedforward.Cli");
            if (parsed.GetValue(soak) is > 0 and var minutes)
            {
                var report = new Report("serve-soak", Machine.Observe());
                report.Add("Soak", Soak.Run(folder is null ? [.. ours, "serve"] : [folder, "serve"], TimeSpan.FromMinutes(minutes)));
                report.Publish(options.Places(parsed, isWhole: false));
                return;
            }

            var servers = new List<(string, string[])> { ("feedforward serve", [.. ours, "serve"]) };
            if (folder is not null)
            {
                servers.Add(("feedforward serve, ahead of time", [folder, "serve"]));
            }

            servers.Add(("reference on ONNX Runtime", Built("bench/Feedforward.Peers.OnnxServer", "Feedforward.Peers.OnnxServer")));
            var isQuick = options.IsQuick(parsed);
            var comparison = new ServingComparison(servers, TimeSpan.FromSeconds(isQuick ? 0.3 : 1.5), isQuick ? 1 : 2);
            var found = new Report("serve", Machine.Observe());
            foreach (var name in ServedTable.Names)
            {
                found.Add($"One row a request, {name}", comparison.Measure(name));
            }

            found.Publish(options.Places(parsed, isWhole: false));
        });
        return command;
    }

    /// <summary>What starts a project's program, which is built first where it is not there.</summary>
    private static string[] Built(string project, string name)
    {
        var folder = Path.Combine(Repository.Root, project);
        var assembly = Path.Combine(folder, "bin", "Release", "net10.0", name + ".dll");
        if (!File.Exists(assembly))
        {
            using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", folder, "-c", "Release", "-v", "quiet", "-nologo", "-nodeReuse:false"]))!;
            build.WaitForExit();
            if (build.ExitCode != 0)
            {
                throw new InvalidOperationException($"{project} cannot be built.");
            }
        }

        return ["dotnet", assembly];
    }
}
