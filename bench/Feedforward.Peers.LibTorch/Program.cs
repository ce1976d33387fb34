// Training speed of libtorch through TorchSharp, one JSON line per case: THREADS CASE... as `training` of Feedforward.Benchmarks.
using System.Globalization;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Peers.LibTorch;
using static TorchSharp.torch;

var arguments = PeerArguments.Of(args);
if (arguments.Words.Count < 2)
{
    Console.Error.WriteLine("usage: [--quick] THREADS CASE...   CASE = widths:batch:optimizer:loss, for example 784-512-512-10:128:adam:ce");
    return 2;
}

NativeLibraryNeeds.Relax(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));
var threads = int.Parse(arguments.Words[0], CultureInfo.InvariantCulture);
set_num_threads(threads > 0 ? threads : Environment.ProcessorCount);
foreach (var training in arguments.Words.Skip(1).Select(TrainingCase.Parse).ToList())
{
    using var measured = new TorchTraining(training);
    var time = arguments.Stretches.Measure(measured.Steps);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"peer":"libtorch {{__version__}}","case":"{{training}}","threads":{{threads}},"us_per_step":{{time.Best:F3}},"us_per_step_mean":{{time.Mean:F3}},"gflops":{{training.Flops / time.Best / 1e3:F2}}}"""));
}

return 0;
