using System.Diagnostics;
using Feedforward.Cli.Rendering;
using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>One JSON object a line on standard output, for programs; see docs/json.md.</summary>
internal sealed class JsonView(Terminal terminal) : ITrainingView
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private readonly TextWriter _output = terminal.Output;
    private readonly Stopwatch _sinceProgress = new();

    /// <inheritdoc/>
    public void Begin(TrainingPlan plan) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "start");
        json.WriteString("data", plan.Data);
        json.WriteNumber("rows", plan.Rows);
        json.WriteString("target", plan.Target.Name);
        json.WriteString("task", Format.Kebab(plan.Target.Task));
        json.Texts("classes", plan.Target.Classes);
        json.Texts("columns", plan.Schema.Features.Select(feature => feature.Name));
        json.WriteNumber("seed", plan.Options.Seed);
        if (plan.Folds is { } folds)
        {
            json.WriteNumber("folds", folds);
        }
    });

    /// <inheritdoc/>
    public void Note(Notice notice) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "notice");
        json.WriteString("kind", Format.Kebab(notice.Kind));
        json.WriteString("column", notice.Column);
        json.WriteString("message", notice.Message);
    });

    /// <inheritdoc/>
    public T Follow<T>(Func<IProgress<TabularEpoch>, T> train) => train(new EpochProgress(Report));

    /// <inheritdoc/>
    public void End(TabularResult result, string model, Judgement judgement, TimeSplit times) => JsonLine.Write(_output, json =>
    {
        var judged = result.Test ?? result.Validation;
        json.WriteString("event", "done");
        json.WriteString("model", model);
        json.Number("seconds", result.Elapsed.TotalSeconds);
        json.WriteStartObject("times");
        foreach (var (name, _, time) in times.Parts(result.Times))
        {
            json.Number(name, time.TotalSeconds);
        }

        json.WriteEndObject();
        json.WriteString("reason", Format.Kebab(result.Training.Reason));
        json.WriteNumber("epochs", result.Training.Epochs.Count);
        json.WriteNumber("bestEpoch", result.Training.BestEpoch);
        json.WriteNumber("parameters", result.Model.Network.ParameterCount);
        json.WriteStartObject("rows");
        json.WriteNumber("train", result.Model.Training.TrainRows);
        json.WriteNumber("validation", result.Model.Training.ValidationRows);
        json.WriteNumber("test", result.Model.Training.TestRows);
        json.WriteEndObject();
        json.WriteString("metricsOf", result.Test is not null ? "test" : result.Validation is not null ? "validation" : null);
        json.Metrics("metrics", judged?.Metrics ?? new Dictionary<string, double>());
        json.Metrics("validationMetrics", result.Validation?.Metrics ?? new Dictionary<string, double>());
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
            json.WriteString("phase", Format.Kebab(progress.Phase));
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

    private void Report(TabularEpoch epoch) => JsonLine.Write(_output, json =>
    {
        json.WriteString("event", "epoch");
        if (epoch.Fold > 0)
        {
            json.WriteNumber("fold", epoch.Fold);
        }

        if (epoch.IsRefit)
        {
            json.WriteBoolean("refit", true);
        }

        json.WriteNumber("epoch", epoch.Epoch.Number);
        json.WriteNumber("epochs", epoch.Epochs);
        json.Number("trainLoss", epoch.Epoch.TrainingRisk);
        json.Number("validationLoss", epoch.Epoch.ValidationRisk);
        json.WriteString("metric", epoch.Metric);
        json.Number("validationMetric", epoch.ValidationMetric);
        json.Number("learningRate", epoch.Epoch.LearningRate);
        json.WriteNumber("bestEpoch", epoch.Epoch.BestEpoch);
        json.WriteBoolean("best", epoch.Epoch.IsBest);
        json.Number("seconds", epoch.Epoch.Elapsed.TotalSeconds);
        json.Number("remainingSeconds", epoch.Remaining.TotalSeconds);
        if (epoch.Waiting is { } waiting)
        {
            json.Waiting(waiting);
        }
    });
}
