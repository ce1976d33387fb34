// Time per call of prediction on one thread, ours and ONNX Runtime's in turn, one JSON line per case.
using System.Globalization;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Peers.OnnxRuntime;

var arguments = PeerArguments.Of(args);
if (arguments.Words.Count == 0)
{
    Console.Error.WriteLine("usage: [--quick] CASE...   CASE = widths:batch, for example 784-512-512-10:32");
    return 2;
}

foreach (var inference in arguments.Words.Select(InferenceCase.Parse).ToList())
{
    using var comparison = new Comparison(inference);
    var error = comparison.RelativeDifference();
    if (!(error <= 1e-4))
    {
        Console.Error.WriteLine(FormattableString.Invariant($"{inference}: the outputs differ by {error:E1} of their largest magnitude, so there is nothing to compare."));
        return 1;
    }

    var times = arguments.Stretches.Measure(comparison.Ours, comparison.Values, comparison.Binding).Select(time => time.Best).ToArray();
    var (peer, way) = times[1] < times[2] ? (times[1], "values") : (times[2], "binding");
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"peer":"ONNX Runtime {{Comparison.RuntimeVersion}}","case":"{{inference}}","ours_us":{{times[0]:F4}},"ours_gflops":{{inference.Flops / times[0] / 1e3:F2}},"ours_bytes_per_call":{{comparison.OurBytesPerCall():F3}},"peer_us":{{peer:F4}},"peer_way":"{{way}}","relative_difference":{{error:E2}}}"""));
}

return 0;
