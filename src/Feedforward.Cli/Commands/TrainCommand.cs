using System.CommandLine;
using Feedforward.Cli.Options;
using Feedforward.Cli.Progress;
using Feedforward.Onnx;
using Feedforward.Tabular;
using Feedforward.Training;

namespace Feedforward.Cli.Commands;

/// <summary><c>train [DATA]</c>: from a table to a model file.</summary>
internal static partial class TrainCommand
{
    private const string DefaultData = "digits";
    private const string DefaultModel = "model.onnx";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var data = new Argument<string>("DATA")
        {
            Description = $"A CSV, Parquet or IDX file, a folder of CSV or Parquet files, - for CSV on standard input, or a built-in set: {string.Join(", ", DataSource.BuiltInNames)}. Default: {DefaultData}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = TypedOption.Text("--out", $"Where to write the model (default: {DefaultModel}).", "FILE", "-o");
        var folds = TypedOption.Whole("--cv", "Judge by cross-validation with so many folds; no model is written. Processes started by mpirun or srun share the folds.", 2, "K");
        var explain = TypedOption.Switch(
            "--explain", "Say which columns the predictions rest on even where that takes long; where it takes about a second at most it is said anyway. See also: feedforward explain.");
        var show = TypedOption.Switch("--show-config", "Print every choice of the preset, with what the options change in it, and train nothing.");
        var json = TypedOption.Switch("--json", "Print one JSON object a line instead (docs/json.md).");
        var times = TypedOption.Switch("--times", "Say what the time went to: reading, preparing, training steps, validation, evaluation, writing.");
        var command = new Verb(
            "train",
            "Train a network on a table.",
            "The result is one ONNX file with the preprocessing in it. Column types, task, split and sizes are found out; every choice is an option. The same command gives the same file, byte by byte.")
        {
            Examples =
            [
                ("train", "the built-in handwritten digits, with nothing to prepare"),
                ("train people.csv --target income", "a table of your own"),
                ("train people.csv --target income --preset best", "as accurate as it gets, in more time"),
                ("train people.csv --target income --report report.html", "all about it on one page"),
                ("train people.csv --target income --studio", "its curves in the browser while it trains, its neurons afterwards"),
                ("train spirals --hidden 32,32 --activation tanh", "other hidden layers"),
                ("train people.csv -t income --hidden none --cv 5", "how good is logistic regression?"),
                ("train people.csv --from model.onnx --learning-rate 0.0001", "go on where another training ended"),
                ("train people.csv -t income --checkpoint run", "saved every 30 s; after a crash: train --resume run"),
                ("train clicks/ -t clicked --memory 512MB", "more rows than fit into memory: a large file, or a folder of them"),
                ("train train-images-idx3-ubyte.gz --test t10k-images-idx3-ubyte.gz --hidden 128", "MNIST with its own test images"),
            ],
        };
        command.Add(data);
        var choices = new TrainingChoices(command);
        var shards = new ShardChoice(command);
        var streaming = new StreamingChoice(command);
        command.Add(output);
        command.Add(folds);
        command.Add(explain);
        var report = new ReportChoice(command);
        command.Add(json);
        command.Add(show);
        command.Add(times);
        var studio = TypedOption.Switch("--studio", "Show the training in the browser too; the page stays until Ctrl-C.");
        command.Add(studio);
        var reading = new ReadingOptions(command, usualSeed: 0);
        command.SetAction((parsed, cancellation) => StudioPage.WithAsync(parsed.GetValue(studio), terminal, cancellation, page =>
        {
            ITrainingView view = parsed.GetValue(json) ? new JsonView(terminal)
                : terminal.IsLive ? new LiveView(terminal, parsed.GetValue(times))
                : new LineView(terminal, parsed.GetValue(times));
            view = page is null ? view : new StudioView(view, page);
            try
            {
                parsed = choices.Resumed(parsed);
                return Run(
                    new Request(
                        terminal,
                        choices,
                        shards,
                        streaming,
                        parsed,
                        reading.Source(parsed, parsed.GetValue(data) ?? DefaultData),
                        choices.TestFile(parsed) is { } file ? reading.Source(parsed, file) : null,
                        reading.Read(parsed) with { Types = choices.Types(parsed), Threads = choices.Threads(parsed) },
                        parsed.GetValue(output),
                        parsed.GetValue(folds),
                        parsed.GetValue(explain),
                        parsed.GetValue(show),
                        report),
                    view,
                    cancellation);
            }
            catch (Exception e)
            {
                view.Fail(Failure.Of(e));
                throw;
            }
        }));
        return command;
    }

    private static int Run(Request request, ITrainingView view, CancellationToken cancellation)
    {
        if (request.Folds is not null && request.Output is not null)
        {
            throw new UsageException("--cv writes no model, so there is nothing for --out. Leave one of them out.");
        }

        if (request.Folds is not null && request.Choices.HasTest(request.Parsed))
        {
            throw new UsageException("--cv judges by its folds, so there is nothing for --test. Leave one of them out.");
        }

        if (request.Folds is not null && request.Choices.Checkpoints(request.Parsed, _ => { }) is { Anyway: true })
        {
            throw new UsageException("Folds of different choices cannot be compared, so --resume-anyway does not go with --cv. Leave it out, or begin anew in another folder.");
        }

        request.Report.Check(request.Parsed, request.Folds is not null);
        var times = new TimeSplit(request.Terminal.Started);

        // Before the data are read, so that a rank that cannot read them ends the others too.
        using var validation = request.Folds is null || request.ShowConfiguration ? null
            : new CrossValidationRun(request.Terminal, view, report => request.Choices.Checkpoints(request.Parsed, report), cancellation);
        _ = validation is null ? request.Terminal.Ranks.Join() : null;
        var model = request.Output ?? DefaultModel;
        CheckFolder(model);
        var path = request.Choices.From(request.Parsed);
        var foreign = path is not null && OnnxNetwork.IsForeign(path) ? OnnxNetwork.Load(path) : null;
        var from = path is not null && foreign is null ? ModelFile.Load(path) : null;
        if (request.Streaming.Of(request.Parsed, request.Source) is { } streaming)
        {
            return RunStreamed(request, streaming.Options, streaming.Why, from, foreign is not null, model, view, times, cancellation);
        }

        var table = request.Source.Load(request.Terminal, from?.ReadOptions(request.Read) ?? request.Read, cancellation);
        var target = TargetChoice.Of(table, request.Choices.Target(request.Parsed) ?? from?.Target.Name, request.Source);
        from ??= foreign is null ? null : request.Source.Named(() => Imported(foreign, table, request.Choices.Options(request.Parsed, target, null, null, false)));
        var test = request.Test?.Load(request.Terminal, from?.ReadOptions(request.Read) ?? request.Read, cancellation);
        times.ReadingIsOver();
        view.Read(table);
        var options = request.Shards.Apply(
            request.Parsed, request.Choices.Options(request.Parsed, target, from, test, request.Source.IsBuiltIn), request.Terminal.Ranks);
        TargetChoice.Check(table, options);

        var (schema, notices) = from is not null ? (from.Schema, Notices(foreign, from)) : request.Source.Named(() => Schema.Infer(
            table, new SchemaOptions { Target = options.Target, Task = options.Task, Types = options.Types, Drop = options.Drop }));
        if (request.ShowConfiguration)
        {
            Show(request, Presets.Of(options, table, schema));
            return ExitCode.Success;
        }

        var plan = TrainingPlan.Of(request.Source.Name, table, schema, options, request.Folds);

        // One that does not fit is refused before anything is written.
        _ = plan.Metric;
        view.Begin(plan);
        foreach (var notice in notices)
        {
            view.Note(notice);
        }

        if (validation is not null)
        {
            return validation.Run(table, options, request.Folds!.Value);
        }

        times.FittingBegins();
        var result = CheckpointedFit.Run(
            request.Terminal,
            view,
            report => request.Choices.Checkpoints(request.Parsed, report),
            (checkpoints, progress) => checkpoints is null
                ? TabularTrainer.Fit(table, options, progress, cancellation)
                : TabularTrainer.Fit(table, options, checkpoints, progress, cancellation),
            cancellation);
        times.FittingIsOver();
        foreach (var notice in result.Notices.Except(notices))
        {
            view.Note(notice);
        }

        return Finish(request, table, options, result, model, view, times, cancellation);
    }

    /// <summary>What a person should know about a network of another program before its training goes on.</summary>
    private static IReadOnlyList<Notice> Notices(ImportedNetwork? network, TabularModel model) => network is null ? [] :
    [
        .. network.Notices.Select(text => new Notice(NoticeKind.Training, null, text)),
        .. model.Classes.Count > 0 && !model.Classes.SequenceEqual(network.Classes)
            ? [new Notice(NoticeKind.Training, null, $"The file names no classes of the target; its outputs are taken as {string.Join(", ", model.Classes.Take(30))}, in this order.")]
            : Array.Empty<Notice>(),
    ];

    /// <summary>
    /// A network of another program with the table's columns. One that has an input for each column of numbers takes those too that
    /// training would leave out, such as a constant one.
    /// </summary>
    private static TabularModel Imported(ImportedNetwork network, Table table, TabularOptions options)
    {
        TargetChoice.Check(table, options);
        var schema = Infer(options.Types);
        var numbers = table.Columns.OfType<NumberColumn>().Select(column => column.Name).Where(name => name != options.Target && !options.Drop.Contains(name)).ToList();
        if (schema.Dropped.Count > options.Drop.Count && numbers.Count == network.Network.Inputs)
        {
            schema = Infer(numbers.ToDictionary(name => name, _ => ColumnKind.Number));
        }

        return network.ToModel(table, schema);

        Schema Infer(IReadOnlyDictionary<string, ColumnKind> types) => Schema.Infer(
            table, new SchemaOptions { Target = options.Target, Task = options.Task, Types = types, Drop = options.Drop }).Schema;
    }

    /// <summary>Every choice of the preset with what the options changed in it.</summary>
    private static void Show(Request request, Preset? preset)
    {
        _ = preset ?? throw new UsageException("--show-config shows what a preset chooses; here the options choose, as --help says. Add --preset auto to see one.");
        foreach (var (name, value) in preset.Describe())
        {
            request.Terminal.Output.WriteLine($"{name,-22}{value}");
        }
    }

    private static int Finish(
        Request request, Table table, TabularOptions options, TabularResult result, string model, ITrainingView view, TimeSplit times, CancellationToken cancellation)
    {
        // A network that diverged before its first epoch was over, or was cancelled before its first step, has learned nothing.
        var hasLearned = result.Training.Reason == StopReason.Diverged ? result.Training.BestEpoch > 0 : result.Training.Steps > 0;
        if (hasLearned && request.Terminal.Ranks.IsFirst)
        {
            ModelFile.Save(result.Model, model);
            times.WritingIsOver();
            var isWhole = result.Training.Reason is not (StopReason.Cancelled or StopReason.Diverged);
            var judgement = isWhole ? Judgement.Of(table, options, result, request.Explain, cancellation) : Judgement.None;
            if (isWhole && request.Report.Write(request.Parsed, request.Source, model, table, options, result, judgement.Importance, cancellation) is { } report)
            {
                view.Reported(report);
            }

            view.End(result, model, judgement, times);
        }

        result.Training.ThrowIfDiverged();

        // It may have been cancelled in the second training of --refit, after which the first one's model stands.
        return cancellation.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Success;
    }

    /// <summary>Better to know now than after the training.</summary>
    private static void CheckFolder(string model)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(model));
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new UsageException($"There is no folder '{folder}' for the model '{model}'. Make it first, or name another place with --out.");
        }

        if (Directory.Exists(model))
        {
            throw new UsageException($"'{model}' is a folder; --out takes the name of a file.");
        }
    }
}
