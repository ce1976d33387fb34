using System.Diagnostics;
using Feedforward.Cli.Rendering;
using Feedforward.Studio;
using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>One JSON object a line on standard output, for programs; see docs/json.md.</summary>
internal sealed class JsonView(Terminal terminal) : ITrainingView
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private readonly TextWriter _output = terminal.Output;
    private readonly Stopwatch _sinceProgress = new();

    /// <inheritdoc/>
    public void Begin(TrainingPlan plan) => JsonLine.Write(
        _output, json => TrainingEvents.Start(json, plan.Data, plan.Rows, plan.Schema, plan.Options.Seed, plan.Folds));

    /// <inheritdoc/>
    public void Note(Notice notice) => JsonLine.Write(_output, json => TrainingEvents.Note(json, notice));

    /// <inheritdoc/>
    public T Follow<T>(Func<IProgress<TabularEpoch>, T> train) => train(new EpochProgress(Report));

    /// <inheritdoc/>
    public void End(TabularResult result, string model, Judgement judgement, TimeSplit times) => JsonLine.Write(_output, json =>
    {
        var judged = result.Test ?? result.Validation;
        TrainingEvents.Done(json, result, model);
        json.WriteStartObject("times");
        foreach (var (name, _, time) in times.Parts(result.Times))
        {
            json.Number(name, time.TotalSeconds);
        }

        json.WriteEndObject();
        json.Baselines(judgement.Baselines);
        json.Calibration(result.Model.Calibration);
        json.Intervals(result.Model.Conformal, judged?.Coverage);
        json.Importance(judgement.Importance);
    });

    /// <inheritdoc/>
    public void Reported(string report) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "report");
        json.WriteString("file", report);
    });

    /// <inheritdoc/>
    public void End(CrossValidationResult result, TimeSpan elapsed) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "done");
        json.WriteNull("model");
        json.Number("seconds", elapsed.TotalSeconds);
        json.WriteString("metricsOf", "cross-validation");
        json.Metrics("metrics", result.Metrics.Select(metric => KeyValuePair.Create(metric.Key, metric.Value.Mean)));
        json.Metrics("deviations", result.Metrics.Select(metric => KeyValuePair.Create(metric.Key, metric.Value.Deviation)));
        json.WriteStartArray("folds");
        foreach (var fold in result.Folds)
        {
            json.WriteStartObject();
            json.WriteNumber("rows", fold.Rows);
            json.Metrics("metrics", fold.Metrics);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <inheritdoc/>
    public void Fail(Failure failure) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "error");
        json.WriteNumber("exitCode", failure.ExitCode);
        json.WriteString("message", failure.Message);
    });

    /// <inheritdoc/>
    public void Report(StreamingProgress progress)
    {
        if (_sinceProgress.IsRunning && _sinceProgress.Elapsed < s_pause)
        {
            return;
        }

        _sinceProgress.Restart();
        JsonLine.Write(_output, json =>
        {
            json.WriteString("event", "progress");
            json.WriteString("phase", JsonFields.Kebab(progress.Phase));
            if (progress.Phase == StreamingPhase.Training)
            {
                json.WriteNumber("epoch", progress.Epoch);
            }

            json.WriteNumber("rows", progress.Rows);
            json.WriteNumber("allRows", progress.AllRows);
            json.Number("rowsPerSecond", progress.RowsPerSecond);
            json.Waiting(progress.Waiting);
        });
    }

    private void Report(TabularEpoch epoch) => JsonLine.Write(_output, json => TrainingEvents.Epoch(json, epoch));
}
