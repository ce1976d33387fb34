using System.Globalization;
using System.Text.Json;
using Feedforward.Cli.Rendering;
using Feedforward.Studio;
using Feedforward.Tabular;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Cli.Progress;

/// <summary>A search as one JSON object a line on standard output, for programs; see docs/json.md.</summary>
internal sealed class TuningJson(Terminal terminal) : ITuningView
{
    private readonly TextWriter _output = terminal.Output;
    private TabularMetric? _metric;

    /// <inheritdoc/>
    public void Begin(TabularTuner tuner, SearchKind kind, string folder)
    {
        _metric = tuner.Metric;
        JsonLine.Write(_output, json =>
        {
            json.WriteString("event", "search");
            json.WriteString("search", JsonFields.Kebab(kind));
            json.WriteString("metric", tuner.Metric.Key);
            json.WriteNumber("validationRows", tuner.ValidationRows);
            json.WriteString("folder", folder);
            json.WriteStartArray("rounds");
            foreach (var rung in tuner.Plan.Rungs)
            {
                json.WriteStartObject();
                json.WriteNumber("trials", rung.Trials);
                json.WriteNumber("epochs", rung.Epochs);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("space");
            foreach (var (name, range) in tuner.Space.Describe())
            {
                json.WriteString(name, range);
            }

            json.WriteEndObject();
        });
    }

    /// <inheritdoc/>
    public void Report(TuningProgress progress) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "trial");
        Write(json, progress.Trial);
        json.WriteString("metric", _metric!.Key);
        json.WriteBoolean("resumed", progress.IsResumed);
        if (progress.Best is { } best)
        {
            json.WriteNumber("bestTrial", best.Number);
        }
        else
        {
            json.WriteNull("bestTrial");
        }

        json.Number("bestValue", progress.Best?.Value);
        json.WriteNumber("done", progress.Done);
        json.WriteNumber("trainings", progress.Trainings);
        json.Number("remainingSeconds", progress.Remaining?.TotalSeconds);
    });

    /// <inheritdoc/>
    public void End(TuningResult result, string? model) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "searched");
        json.WriteString("reason", JsonFields.Kebab(result.End));
        json.WriteString("metric", result.Metric.Key);
        json.WriteNumber("validationRows", result.ValidationRows);
        json.WriteString("bestModel", model);
        json.WriteStartArray("ranking");
        foreach (var trial in result.Ranking)
        {
            json.WriteStartObject();
            Write(json, trial);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Number("seconds", result.Elapsed.TotalSeconds);
    });

    /// <inheritdoc/>
    public void Begin(Finalist finalist, int place, int count) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "finalist");
        json.WriteNumber("trial", finalist.Number);
        json.WriteNumber("place", place);
        json.WriteNumber("finalists", count);
    });

    /// <inheritdoc/>
    public void Choose(TuningResult result, IReadOnlyList<TabularResult> trained, int chosen) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "chosen");
        json.WriteNumber("trial", result.Finalists[chosen].Number);
        json.WriteString("metric", result.Metric.Key);
        json.WriteStartArray("finalists");
        for (var i = 0; i < trained.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("trial", result.Finalists[i].Number);
            json.Number("value", FinalRound.Value(result, trained[i]));
            json.WriteNumber("rows", trained[i].Validation?.Rows ?? 0);
            json.Number("seconds", trained[i].Elapsed.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("configuration");
        Write(json, result.Finalists[chosen].Configuration);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Trial trial)
    {
        json.WriteNumber("trial", trial.Number);
        json.WriteNumber("epochs", trial.Epochs);
        json.Number("value", trial.Value);
        json.WriteNumber("bestEpoch", trial.BestEpoch);
        json.WriteBoolean("diverged", trial.HasDiverged);
        json.Number("seconds", trial.Elapsed.TotalSeconds);
        json.WriteStartObject("configuration");
        Write(json, trial.Configuration);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Configuration configuration)
    {
        foreach (var (name, value) in configuration.Values)
        {
            if (value is "true" or "false")
            {
                json.WriteBoolean(name, value == "true");
            }
            else if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteString(name, value);
            }
        }
    }
}
