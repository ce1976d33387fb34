using System.Diagnostics;
using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>What the time of <c>train</c> went to, from the program's first line to the written model.</summary>
/// <param name="started">When the program's own code began, as <see cref="Stopwatch.GetTimestamp"/> gives it; loading the runtime came before.</param>
internal sealed class TimeSplit(long started)
{
    private readonly TimeSpan _startUp = Stopwatch.GetElapsedTime(started);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _read;
    private TimeSpan _fitting;
    private TimeSpan _fitted;
    private TimeSpan _written;

    /// <summary>All rows are in memory.</summary>
    public void ReadingIsOver() => _read = _clock.Elapsed;

    /// <summary>The training is called; what went before it belongs to the preparation.</summary>
    public void FittingBegins() => _fitting = _clock.Elapsed;

    /// <summary>The training came back.</summary>
    public void FittingIsOver() => _fitted = _clock.Elapsed;

    /// <summary>The model is written; what is still said about it begins.</summary>
    public void WritingIsOver() => _written = _clock.Elapsed;

    /// <summary>All is done: the parts in their order, <c>other</c> being what none of them accounts for, and <c>total</c>.</summary>
    public IReadOnlyList<(string Name, string Text, TimeSpan Time)> Parts(TrainingTimes times)
    {
        var now = _clock.Elapsed;
        var parts = new List<(string Name, string Text, TimeSpan Time)>
        {
            ("startUp", "command line", _startUp),
            ("reading", "reading the data", _read),
            ("preparation", "schema, split, preprocessing", _fitting - _read + times.Preparation),
            ("steps", "training steps", times.Steps - times.Waiting),
            ("validation", "validation after each epoch", times.Validation),
            ("evaluation", "metrics of the result", times.Evaluation),
            ("writing", "writing the model", _written - _fitted),
            ("judging", "baselines, importances", now - _written),
        };
        if (times.Waiting > TimeSpan.Zero)
        {
            parts.Insert(parts.FindIndex(part => part.Name == "steps") + 1, ("waiting", "waiting for rows", times.Waiting));
        }

        var total = _startUp + now;
        parts.Add(("other", "shuffling, progress", total - parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Time)));
        parts.Add(("total", "all", total));
        return parts;
    }
}
