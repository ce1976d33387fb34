using System.CommandLine;
using Feedforward.Cli.Options;
using Feedforward.Cli.Progress;
using Feedforward.Tabular;

namespace Feedforward.Cli.Commands;

/// <content>Rows that are streamed, as they need not fit into memory.</content>
internal static partial class TrainCommand
{
    private static int RunStreamed(
        Request request, StreamingOptions streaming, string? why, TabularModel? from, bool isForeign, string model, ITrainingView view, TimeSplit times, CancellationToken cancellation)
    {
        CheckStreamed(request, why, isForeign);
        var read = from?.ReadOptions(request.Read) ?? request.Read;
        var rows = request.Source.Stream(read, cancellation);
        var target = TargetChoice.Of(rows.Names, request.Choices.Target(request.Parsed) ?? from?.Target.Name, request.Source);
        var options = request.Shards.Apply(
            request.Parsed, request.Choices.Options(request.Parsed, target, from, test: null, isBuiltIn: false), request.Terminal.Ranks);
        TargetChoice.Check(rows.Names, options);
        var test = request.Test?.Stream(read, cancellation);
        request.Choices.Checkpoints(request.Parsed, _ => { })?.Check();
        times.ReadingIsOver();
        times.FittingBegins();

        using var training = Prepare(request, rows, options, streaming with { Test = test }, view, cancellation);
        if (request.ShowConfiguration)
        {
            Show(request, training.Preset);
            return ExitCode.Success;
        }

        var plan = new TrainingPlan(request.Source.Name, training.AllRows, training.Schema, options, training.Preset, Folds: null);
        _ = plan.Metric;
        view.Begin(plan);
        foreach (var notice in why is null ? training.Notices : training.Notices.Prepend(new Notice(NoticeKind.Training, null, why)))
        {
            view.Note(notice);
        }

        var result = CheckpointedFit.Run(
            request.Terminal,
            view,
            report => request.Choices.Checkpoints(request.Parsed, report),
            (checkpoints, progress) => TabularTrainer.Fit(training, checkpoints, progress, cancellation),
            cancellation);
        times.FittingIsOver();
        foreach (var notice in result.Notices.Except(training.Notices))
        {
            view.Note(notice);
        }

        return Finish(request, result.ValidationTable!, options, result, model, view, times, cancellation);
    }

    private static TabularTraining Prepare(
        Request request, RowSource rows, TabularOptions options, StreamingOptions streaming, ITrainingView view, CancellationToken cancellation)
    {
        using var reading = new ReadingProgress(request.Terminal, request.Source.Name);
        return request.Source.Named(() => TabularTraining.Prepare(rows, options, streaming with { Progress = new PassProgress(view, reading) }, cancellation));
    }

    private static void CheckStreamed(Request request, string? why, bool isForeign)
    {
        var reason = why ?? "With --memory rows are streamed.";
        if (request.Folds is not null)
        {
            throw new UsageException($"--cv needs all rows in memory. {reason} Leave it out, or train on fewer rows.");
        }

        if (request.Choices.IsRefit(request.Parsed))
        {
            throw new UsageException($"--refit needs all rows in memory. {reason} Leave it out: the part that is held back is small beside the others.");
        }

        if (request.Report.IsWanted(request.Parsed))
        {
            throw new UsageException($"--report looks at all rows and needs them in memory. {reason} Leave it out; evaluate and explain take the model.");
        }

        if (isForeign)
        {
            throw new UsageException($"--from with a network of another program needs all rows in memory. {reason} Write it as a model first: feedforward import.");
        }
    }

    /// <summary>The pass before the training has a line of its own; the view shows the others.</summary>
    private sealed class PassProgress(ITrainingView view, ReadingProgress reading) : IProgress<StreamingProgress>
    {
        public void Report(StreamingProgress value)
        {
            if (value.Phase == StreamingPhase.Statistics)
            {
                reading.Report(value.Rows);
            }

            if (value.Phase != StreamingPhase.Statistics || view is not LiveView)
            {
                view.Report(value);
            }
        }
    }

    private sealed record Request(
        Terminal Terminal,
        TrainingChoices Choices,
        ShardChoice Shards,
        StreamingChoice Streaming,
        ParseResult Parsed,
        DataSource Source,
        DataSource? Test,
        ReadOptions Read,
        string? Output,
        int? Folds,
        bool Explain,
        bool ShowConfiguration,
        ReportChoice Report);
}
