using System.Diagnostics.Metrics;

namespace Feedforward.Server;

/// <summary>What one instrument measured, by its labels.</summary>
internal sealed class MeasuredInstrument
{
    /// <summary>The most series of an instrument. The labels are bounded; this is the second lock on that door.</summary>
    private const int MostSeries = 1000;

    private readonly Lock _lock = new();
    private readonly bool _isObserved;
    private Series[] _series = [];

    /// <summary>Begins with nothing.</summary>
    public MeasuredInstrument(Instrument instrument)
    {
        Instrument = instrument;
        _isObserved = instrument.IsObservable;
        Bounds = instrument switch
        {
            Histogram<double> histogram => [.. histogram.Advice?.HistogramBucketBoundaries ?? []],
            Histogram<long> histogram => [.. (histogram.Advice?.HistogramBucketBoundaries ?? []).Select(bound => (double)bound)],
            _ => [],
        };
    }

    /// <summary>The instrument.</summary>
    public Instrument Instrument { get; }

    /// <summary>The upper bounds of a histogram's buckets, ascending; else none.</summary>
    public double[] Bounds { get; }

    /// <summary>The series, in the order of their first measurement.</summary>
    public IReadOnlyList<Series> Series => Volatile.Read(ref _series);

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var known in Volatile.Read(ref _series))
        {
            if (known.Has(tags))
            {
                Record(known, value);
                return;
            }
        }

        lock (_lock)
        {
            foreach (var known in _series)
            {
                if (known.Has(tags))
                {
                    Record(known, value);
                    return;
                }
            }

            if (_series.Length < MostSeries)
            {
                var series = new Series(tags.ToArray(), Bounds);
                Record(series, value);
                Volatile.Write(ref _series, [.. _series, series]);
            }
        }
    }

    private void Record(Series series, double value)
    {
        if (_isObserved)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }
}
