using System.Text.Json;
using Feedforward.Activations;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Schedules;
using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>What the page asks of runs and tells them.</summary>
internal static class RunRoutes
{
    private static readonly TimeSpan s_mostPace = TimeSpan.FromSeconds(60);

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(RunStore runs, EventLog log) =>
    [
        JsonRoute.Get("/api/runs", "All runs.", (_, json) => List(runs, json)),
        JsonRoute.Get("/api/runs/choices", "What a run may be made of.", (_, json) => Choices(json)),
        JsonRoute.Get("/api/runs/show", "What a run is, where it stands, and its events.", (parameters, json) =>
        {
            // Taken before, so that no event is missed between the answer and the stream.
            json.WriteNumber("newest", log.Newest);
            var name = parameters.Text("run");
            if (runs.Followed is { } followed && followed.Name == name)
            {
                followed.Show(json);
            }
            else
            {
                runs.Find(name).Show(json);
            }
        }),
        JsonRoute.Get("/api/runs/picture", "How the network looks now.", (parameters, json) => runs.Find(parameters.Text("run")).Look(json)),
        JsonRoute.Get("/api/runs/parameters", "Every weight and bias.", (parameters, json) => runs.Find(parameters.Text("run")).Parameters(json)),
        JsonRoute.Get("/api/runs/evaluation", "How well it does on rows held back.", (parameters, json) => runs.Find(parameters.Text("run")).Evaluate(json)),
        JsonRoute.Get("/api/runs/points", "The rows on the plane of the inputs.", (parameters, json) => runs.Find(parameters.Text("run")).Points(json)),
        JsonRoute.Get("/api/runs/importance", "What the predictions owe to each column.", (parameters, json) => runs.Find(parameters.Text("run")).Importance(json)),
        JsonRoute.Get("/api/runs/dependence", "How the predictions follow a column.", (parameters, json) =>
            runs.Find(parameters.Text("run")).Dependence(parameters.Text("column"), json)),
        new("GET", "/api/runs/model", "The model file of a run that is done.", exchange =>
        {
            var name = new Parameters(exchange.Query).Text("run");
            var bytes = runs.Find(name).ModelBytes();
            exchange.Answer.ContentDisposition = $"attachment; filename=\"{name}.onnx\"";
            exchange.Send(200, "application/octet-stream", bytes);
            return ValueTask.CompletedTask;
        }),
        new("GET", "/api/runs/report", "All about a run that is done, as one page.", async exchange =>
        {
            var run = runs.Find(new Parameters(exchange.Query).Text("run"));
            exchange.Send(200, "text/html; charset=utf-8", await Task.Run(run.ReportBytes));
        }),
        JsonRoute.Post("/api/runs", "Makes a run.", (parameters, json) =>
        {
            var run = runs.Create(RunConfiguration.Read(parameters));
            json.WriteString("run", run.Name);
            run.Position(json);
        }),
        Command(runs, "play", "Trains until it is told to pause.", (run, parameters, _) =>
            run.Play(TimeSpan.FromMilliseconds(parameters.Number("pace", 0, s_mostPace.TotalMilliseconds, 0)))),
        Command(runs, "pause", "Waits from here on.", (run, _, _) => run.Pause()),
        Command(runs, "finish", "Ends with the best epoch so far.", (run, _, _) => run.Finish()),
        Command(runs, "step", "One example, batch or epoch.", (run, parameters, json) =>
        {
            switch (parameters.Text("unit"))
            {
                case "example":
                    run.StepExample(json);
                    break;
                case "batch":
                    run.StepBatch();
                    break;
                case "epoch":
                    run.StepEpoch();
                    break;
                case var other:
                    throw new ArgumentException($"'unit' is example, batch or epoch, not '{other}'.");
            }
        }),
        Command(runs, "rewind", "Begins anew, with the same choices, another seed, or other choices.", (run, parameters, _) => run.Rewind(
            parameters.Element("configuration") is { } configuration ? RunConfiguration.Read(new Parameters(configuration))
            : run.Configuration with { Seed = parameters.Whole("seed", 0, int.MaxValue, run.Configuration.Seed) })),
        Command(runs, "edit", "Sets a weight or a bias.", (run, parameters, _) => run.Edit(
            (int)parameters.Whole("layer", 0, 1000),
            parameters.Has("from") ? (int)parameters.Whole("from", 0, int.MaxValue) : null,
            (int)parameters.Whole("to", 0, int.MaxValue),
            (float)parameters.Number("value", -1e30, 1e30))),
        JsonRoute.Post("/api/runs/delete", "Removes a run.", (parameters, json) =>
        {
            var run = runs.Find(parameters.Text("run"));
            runs.Delete(run);
            json.WriteString("deleted", run.Name);
        }),
    ];

    private static Route Command(RunStore runs, string name, string summary, Action<Run, Parameters, Utf8JsonWriter> command) =>
        JsonRoute.Post($"/api/runs/{name}", summary, (parameters, json) =>
        {
            var run = runs.Find(parameters.Text("run"));
            json.WriteString("run", run.Name);
            command(run, parameters, json);
            run.Position(json);
        });

    private static void List(RunStore runs, Utf8JsonWriter json)
    {
        json.WriteString("followed", runs.Followed?.Name);
        json.WriteStartArray("runs");
        foreach (var run in runs.All)
        {
            json.WriteStartObject();
            json.WriteString("run", run.Name);
            json.WriteString("state", JsonFields.Kebab(run.State));
            json.WriteString("message", run.Message);
            json.WriteBoolean("edited", run.IsEdited);
            json.WriteStartObject("configuration");
            run.Configuration.Write(json);
            json.WriteEndObject();
            var results = run.Results;
            Result(json, "newest", results.Newest);
            Result(json, "best", results.Best);
            Result(json, "done", results.Done);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Result(Utf8JsonWriter json, string name, JsonElement? entry)
    {
        json.WritePropertyName(name);
        if (entry is { } there)
        {
            there.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void Choices(Utf8JsonWriter json)
    {
        json.Texts("presets", Presets.Names);
        json.Texts("activations", Activation.All.Where(activation => !activation.IsFlat).Select(activation => activation.Name));
        json.WriteStartObject("losses");
        foreach (var task in Enum.GetValues<LearningTask>())
        {
            json.Texts(JsonFields.Kebab(task), Loss.All.Where(loss => NetworkPlan.Fits(loss, task)).Select(loss => loss.Name));
        }

        json.WriteEndObject();
        json.WriteStartArray("optimizers");
        foreach (var optimizer in Optimizer.All)
        {
            json.WriteStartObject();
            json.WriteString("name", optimizer.Name);
            json.WriteNumber("learningRate", optimizer.DefaultLearningRate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Texts("schedules", Schedule.All.Select(schedule => schedule.Name));
    }
}
