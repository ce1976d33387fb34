using System.CommandLine;
using Feedforward.Cli.Options;
using Feedforward.Cli.Progress;
using Feedforward.Onnx;
using Feedforward.Tabular;
using Feedforward.Tabular.Tuning;
using Feedforward.Training;

namespace Feedforward.Cli.Commands;

/// <summary><c>tune DATA</c>: searches hyper-parameters, then trains the final model with the best.</summary>
internal static class TuneCommand
{
    private const string JournalName = "trials.jsonl";
    private const string BestTrialName = "best-trial.onnx";
    private const string ModelName = "model.onnx";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var data = new Argument<string>("DATA")
        {
            Description = $"A CSV, Parquet or IDX file, - for CSV on standard input, or a built-in set: {string.Join(", ", DataSource.BuiltInNames)}.",
        };
        var explain = TypedOption.Switch("--explain", "Say which columns the final model's predictions rest on even where that takes long.");
        var show = TypedOption.Switch("--show-space", "Print what would be searched and the rounds of the search, and train nothing.");
        var json = TypedOption.Switch("--json", "Print one JSON object a line instead (docs/json.md).");
        var command = new Verb(
            "tune",
            "Search for better choices than a preset's own, then train with the best.",
            $"Each trial trains one network with other choices and is judged on validation rows; trial 0 has the preset's own, so one sees what is gained. The best choices and the preset's own then train whole models, with all the networks of the preset; the best of these is the final model, and it is judged on test rows that had no say in all this. The folder has every finished trial ({JournalName}), the best trial's network ({BestTrialName}) and the final model ({ModelName}); the same command goes on where an interrupted one ended, and with a larger --trials adds to a finished one. The same seed gives the same trials and the same winner however many run at once.")
        {
            Examples =
            [
                ("tune people.csv --target income", "40 trials, then whole models of the best, in the folder 'tuning'"),
                ("tune people.csv --target income --search halving --trials 100", "many trials of few epochs, of which the best go on"),
                ("tune people.csv -t income --metric auc --time-limit 10m", "what ten minutes find, judged by the area under the curve"),
                ("tune people.csv -t income --fix dropout=0 --range width=16..64", "no dropout, and small networks alone"),
                ("tune people.csv -t income --show-space", "what would be searched"),
            ],
        };
        command.Add(data);
        var choices = TrainingChoices.OfSearch(command);
        var search = new SearchChoices(command);
        command.Add(explain);
        command.Add(json);
        command.Add(show);
        var reading = new ReadingOptions(command, usualSeed: 0);
        command.SetAction((parsed, cancellation) =>
        {
            var isJson = parsed.GetValue(json);
            ITrainingView view = isJson ? new JsonView(terminal) : terminal.IsLive ? new LiveView(terminal, showTimes: false) : new LineView(terminal, showTimes: false);
            ITuningView trials = isJson ? new TuningJson(terminal) : new TuningLines(terminal);
            try
            {
                return Task.FromResult(Run(
                    new Request(
                        terminal,
                        choices,
                        search,
                        parsed,
                        reading.Source(parsed, parsed.GetValue(data)!),
                        choices.TestFile(parsed) is { } file ? reading.Source(parsed, file) : null,
                        reading.Read(parsed) with { Types = choices.Types(parsed), Threads = choices.Threads(parsed) },
                        parsed.GetValue(explain),
                        parsed.GetValue(show)),
                    view,
                    trials,
                    cancellation));
            }
            catch (Exception e)
            {
                view.Fail(Failure.Of(e));
                throw;
            }
        });
        return command;
    }

    private static int Run(Request request, ITrainingView view, ITuningView trials, CancellationToken cancellation)
    {
        var ranks = request.Terminal.Ranks;
        ranks.WorkApart = true;
        var times = new TimeSplit(request.Terminal.Started);
        var folder = request.Search.Folder(request.Parsed);
        var table = request.Source.Load(request.Terminal, request.Read, cancellation);
        var target = TargetChoice.Of(table, request.Choices.Target(request.Parsed), request.Source);
        var test = request.Test?.Load(request.Terminal, request.Read, cancellation);
        times.ReadingIsOver();
        var epochs = request.Choices.Epochs(request.Parsed);
        var training = request.Choices.Options(request.Parsed, target, null, test, request.Source.IsBuiltIn) with
        {
            Preset = request.Search.Preset(request.Parsed),
            Adjust = preset => preset with { Epochs = epochs ?? preset.Epochs },
        };
        training = training with { Threads = training.Threads > 0 ? training.Threads : ranks.Threads };
        TargetChoice.Check(table, training);
        var best = Path.Combine(folder, BestTrialName);
        var options = request.Search.Options(request.Parsed, training) with
        {
            Journal = Path.Combine(folder, JournalName),
            Keep = (model, _) => ModelFile.Save(model, best),
            Role = !ranks.AreLaunched ? SearchRole.Alone : ranks.IsFirst ? SearchRole.Leader : SearchRole.Helper,
        };
        var tuner = request.Source.Named(() => new TabularTuner(table, options));
        if (request.ShowSpace)
        {
            Show(request, tuner);
            return ExitCode.Success;
        }

        MakeFolder(folder);
        view.Begin(TrainingPlan.Of(request.Source.Name, table, tuner.Schema, training, folds: null));
        foreach (var notice in tuner.Notices)
        {
            view.Note(notice);
        }

        trials.Begin(tuner, options.Kind, folder);
        var result = tuner.Search(new TrialProgress(trials.Report), cancellation);
        foreach (var notice in result.Notices.Except(tuner.Notices))
        {
            view.Note(notice);
        }

        trials.End(result, result.Best is not null && File.Exists(best) ? best : null);
        if (!ranks.IsFirst)
        {
            return ExitCode.Success;
        }

        return result.End == TuningEnd.Cancelled ? ExitCode.Cancelled : Finish(request, table, result, tuner.Notices, view, trials, times, cancellation);
    }

    /// <summary>The finalists as whole models, and the best of them judged and written.</summary>
    private static int Finish(
        Request request, Table table, TuningResult tuned, IReadOnlyList<Notice> known, ITrainingView view, ITuningView trials, TimeSplit times, CancellationToken cancellation)
    {
        times.FittingBegins();
        var trained = new List<TabularResult>();
        foreach (var finalist in tuned.Finalists.TakeWhile(_ => trained.Count == 0 || !cancellation.IsCancellationRequested))
        {
            trials.Begin(finalist, trained.Count + 1, tuned.Finalists.Count);
            trained.Add(view.Follow(progress => TabularTrainer.Fit(table, finalist.Options, progress, cancellation)));
        }

        times.FittingIsOver();
        var chosen = FinalRound.Choose(tuned, trained);
        var (result, options) = (trained[chosen], tuned.Finalists[chosen].Options);
        trials.Choose(tuned, trained, chosen);
        foreach (var notice in result.Notices.Except(known))
        {
            view.Note(notice);
        }

        var model = Path.Combine(request.Search.Folder(request.Parsed), ModelName);

        // As in train: a network that diverged before its first epoch was over, or was cancelled before its first step, has learned nothing.
        var isWhole = result.Training.Reason is not (StopReason.Cancelled or StopReason.Diverged);
        if (result.Training.Reason == StopReason.Diverged ? result.Training.BestEpoch > 0 : result.Training.Steps > 0)
        {
            ModelFile.Save(result.Model, model);
            times.WritingIsOver();
            view.End(result, model, isWhole ? Judgement.Of(table, options, result, request.Explain, cancellation) : Judgement.None, times);
        }

        result.Training.ThrowIfDiverged();
        return cancellation.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Success;
    }

    private static void Show(Request request, TabularTuner tuner)
    {
        var output = request.Terminal.Output;
        foreach (var (name, range) in tuner.Space.Describe())
        {
            output.WriteLine($"{name,-22}{range,-50}{HyperParameter.Named(name).Meaning}");
        }

        foreach (var rung in tuner.Plan.Rungs)
        {
            output.WriteLine($"{Rendering.Format.Plural(rung.Trials, "trial")} of {Rendering.Format.Plural(rung.Epochs, "epoch")}");
        }
    }

    private static void MakeFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new UsageException($"'{folder}' is a file; --out takes the name of a folder.");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder '{folder}' cannot be made: {fault.Message} Name another place with --out.");
        }
    }

    private sealed class TrialProgress(Action<TuningProgress> report) : IProgress<TuningProgress>
    {
        public void Report(TuningProgress value) => report(value);
    }

    private sealed record Request(
        Terminal Terminal,
        TrainingChoices Choices,
        SearchChoices Search,
        ParseResult Parsed,
        DataSource Source,
        DataSource? Test,
        ReadOptions Read,
        bool Explain,
        bool ShowSpace);
}
