using System.Diagnostics.Metrics;

namespace Feedforward.Server;

/// <summary>What the server counts. The values of every label are a fixed set: routes, known methods, status codes, the models' names.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Feedforward.Server";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _rows;
    private readonly Histogram<long> _batches;

    /// <summary>Begins to count.</summary>
    /// <param name="inFlight">How many predictions are being asked for right now.</param>
    public ServerMetrics(Func<int> inFlight)
    {
        _requests = _meter.CreateCounter<long>("feedforward.requests", description: "Requests answered.");
        _durations = _meter.CreateHistogram("feedforward.request.duration", "s", "Time from a request's headers to its answer.", tags: null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });
        _rows = _meter.CreateCounter<long>("feedforward.predicted.rows", description: "Rows predicted.");
        _batches = _meter.CreateHistogram("feedforward.batch.rows", null, "Rows computed together.", tags: null, new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096, 16384],
        });
        _meter.CreateObservableGauge("feedforward.requests.in_flight", inFlight, description: "Predictions that are being read, computed or answered.");
        _meter.CreateObservableCounter("process.cpu.time", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time of the process.");
        _meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "bytes", "Physical memory of the process.");
        _meter.CreateObservableGauge("dotnet.heap", () => GC.GetTotalMemory(forceFullCollection: false), "bytes", "Managed memory in use.");
        _meter.CreateObservableCounter("dotnet.collections", () => (long)GC.CollectionCount(0), description: "Garbage collections.");
    }

    /// <summary>The meter of this server alone.</summary>
    public Meter Meter => _meter;

    /// <summary>Counts an answer.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="route">The route's template; null where there was none.</param>
    /// <param name="status">The status code.</param>
    /// <param name="seconds">How long it took.</param>
    public void Request(string method, string? route, int status, double seconds)
    {
        route ??= "none";
        _requests.Add(1, new("method", method is "GET" or "POST" or "HEAD" or "OPTIONS" ? method : "other"), new("route", route), new("status", StatusText.Of(status)));
        _durations.Record(seconds, new KeyValuePair<string, object?>("route", route));
    }

    /// <summary>Counts a batch.</summary>
    public void Batch(string model, int rows)
    {
        _rows.Add(rows, new KeyValuePair<string, object?>("model", model));
        _batches.Record(rows, new KeyValuePair<string, object?>("model", model));
    }

    public void Dispose() => _meter.Dispose();
}
