using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Feedforward.Onnx;

namespace Feedforward.Server;

/// <summary>Listens to the server's instruments and writes what they measured in Prometheus' text format 0.0.4.</summary>
internal sealed class MetricsText : IDisposable
{
    /// <summary>What the text is.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly List<MeasuredInstrument> _instruments = [];
    private readonly Lock _lock = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="meter">The server's meter.</param>
    public MetricsText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter || instrument.Meter.Name == ReloadingModel.MeterName)
            {
                var measured = new MeasuredInstrument(instrument);
                lock (_lock)
                {
                    _instruments.Add(measured);
                }

                listener.EnableMeasurementEvents(instrument, measured);
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MeasuredInstrument)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((MeasuredInstrument)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MeasuredInstrument)state!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>The text as it is now.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        MeasuredInstrument[] instruments;
        lock (_lock)
        {
            instruments = [.. _instruments];
        }

        var text = new StringBuilder();
        foreach (var measured in instruments)
        {
            Write(text, measured);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Write(StringBuilder text, MeasuredInstrument measured)
    {
        var instrument = measured.Instrument;
        var isCounter = instrument is Counter<long> or ObservableCounter<long> or ObservableCounter<double>;
        var name = Name(instrument, isCounter);
        var type = measured.Bounds.Length > 0 ? "histogram" : isCounter ? "counter" : "gauge";
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n# TYPE {name} {type}\n");
        foreach (var series in measured.Series)
        {
            var (sum, counts) = series.Read();
            if (measured.Bounds.Length == 0)
            {
                Line(text, name, series, null, sum);
                continue;
            }

            var total = 0L;
            for (var i = 0; i < counts.Length; i++)
            {
                total += counts[i];
                Line(text, name + "_bucket", series, i < measured.Bounds.Length ? Number(measured.Bounds[i]) : "+Inf", total);
            }

            Line(text, name + "_sum", series, null, sum);
            Line(text, name + "_count", series, null, total);
        }
    }

    private static void Line(StringBuilder text, string name, Series series, string? bound, double value)
    {
        text.Append(name);
        var separator = '{';
        foreach (var (key, label) in series.Tags)
        {
            text.Append(separator).Append(key).Append("=\"").Append(Escaped(label as string ?? string.Empty)).Append('"');
            separator = ',';
        }

        if (bound is not null)
        {
            text.Append(separator).Append("le=\"").Append(bound).Append('"');
            separator = ',';
        }

        text.Append(separator == '{' ? " " : "} ").Append(Number(value)).Append('\n');
    }

    /// <summary>feedforward.request.duration in s is feedforward_request_duration_seconds.</summary>
    private static string Name(Instrument instrument, bool isCounter)
    {
        var name = instrument.Name.Replace('.', '_');
        name += instrument.Unit switch { "s" => "_seconds", { Length: > 0 } unit => "_" + unit, _ => string.Empty };
        return isCounter ? name + "_total" : name;
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escaped(string label) => label
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
