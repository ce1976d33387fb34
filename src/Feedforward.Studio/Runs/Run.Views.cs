using System.Text.Json;
using Feedforward.Tabular;
using Feedforward.Training;

namespace Feedforward.Studio;

/// <content>What a run shows of itself.</content>
internal sealed partial class Run
{
    private const int MostPoints = 1000;

    /// <summary>One example of the next minibatch; with the last of it the minibatch closes, and only then do the weights move.</summary>
    public void StepExample(Utf8JsonWriter json) => Command(() =>
    {
        CheckCanStep();
        Change(RunState.Paused);
        var trainer = Training.Trainer;
        var batch = trainer.NextBatch.ToArray();
        if (batch.Length == 0)
        {
            throw new ArgumentException("This training does not draw its minibatches from rows in memory, so there are no examples to step.");
        }

        _examples = Math.Min(_examples + 1, batch.Length);
        var seen = MinibatchExample.Of(trainer.Current, Training.TrainingData, Training.TrainingOptions.Loss, batch.AsSpan(0, _examples));
        json.WriteStartArray("examples");
        foreach (var example in seen)
        {
            var row = Training.Split.Train[example.Example];
            json.WriteStartObject();
            json.WriteNumber("row", row);
            json.WriteNumber("line", _table!.LineOf(row));
            json.Number("loss", example.Loss);
            json.Number("gradientLength", example.GradientLength);
            json.Number("meanGradientLength", example.MeanGradientLength);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("batch", batch.Length);
        var isClosed = _examples == batch.Length;
        json.WriteBoolean("closed", isClosed);
        if (isClosed)
        {
            _examples = 0;
            Advance();
            Keep();
        }
    });

    /// <summary>What it is, where it stands, and all its epochs.</summary>
    public void Show(Utf8JsonWriter json) => Ask(() =>
    {
        var training = Training;
        var target = training.Schema.Target!;
        json.WriteString("run", Name);
        json.WriteString("title", _tables.Find(_configuration.Data).Title);
        json.WriteStartObject("configuration");
        _configuration.Write(json);
        json.WriteEndObject();
        json.WriteString("command", _configuration.Command(_tables.Find(_configuration.Data)));
        json.WriteBoolean("edited", IsEdited);
        json.WriteString("task", JsonFields.Kebab(target.Task));
        json.Texts("classes", target.Classes);
        json.Texts("columns", training.Schema.Features.Select(feature => feature.Name));
        json.Texts("features", training.Preprocessing.FeatureNames.Take(MostPoints));
        json.WriteStartObject("rows");
        json.WriteNumber("train", training.Split.Train.Count);
        json.WriteNumber("validation", training.Split.Validation.Count);
        json.WriteNumber("test", training.Split.Test.Count);
        json.WriteEndObject();
        json.WriteString("network", training.Trainer.Current.ToString());
        json.WriteNumber("parameters", training.Trainer.Current.ParameterCount);
        json.WriteString("loss", training.Loss.Name);
        json.WriteString("optimizer", training.TrainingOptions.Optimizer.Name);
        json.WriteNumber("batchSize", training.TrainingOptions.BatchSize);
        json.WriteNumber("epochs", training.TrainingOptions.Epochs);
        json.Number("learningRate", training.TrainingOptions.LearningRate ?? training.TrainingOptions.Optimizer.DefaultLearningRate);
        json.WriteString("metric", training.Metric);
        json.WriteBoolean("hasModel", File.Exists(ModelPath));
        Position(json);
        json.WriteStartArray("history");
        foreach (var (_, entry) in _journal.Read())
        {
            json.WriteRawValue(entry.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
    });

    /// <summary>Where it stands.</summary>
    public void Position(Utf8JsonWriter json) => Ask(() =>
    {
        var trainer = Training.Trainer;
        json.WriteString("state", JsonFields.Kebab(State));
        json.WriteNumber("changes", _changes);
        json.WriteString("message", Message);
        json.WriteNumber("step", trainer.Steps);
        json.WriteNumber("epoch", trainer.Epochs.Count);
        json.WriteNumber("stepsOfEpoch", trainer.StepsOfEpoch);
        json.WriteNumber("stepsPerEpoch", trainer.StepsPerEpoch);
        json.WriteNumber("examplesOfBatch", _examples);
        json.Number("divergedAtStep", trainer.DivergedAtStep);
    });

    /// <summary>The picture of this moment.</summary>
    public void Look(Utf8JsonWriter json) => Ask(() => WritePicture(json));

    /// <summary>Every parameter as it is now, with all its digits.</summary>
    public void Parameters(Utf8JsonWriter json) => Ask(() =>
    {
        var network = Training.Trainer.Current;
        json.WriteStartArray("blocks");
        foreach (var block in network.Blocks)
        {
            json.WriteStartObject();
            json.WriteString("name", block.Name);
            json.WriteNumber("rows", block.Rows);
            json.WriteNumber("columns", block.Columns);
            json.Write("values", network.Parameters.Slice(block.Offset, block.Count));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The rows on the line or plane of the inputs: some of them where there are many.</summary>
    public void Points(Utf8JsonWriter json) => Ask(() =>
    {
        if (Picture.Plane is not { } plane)
        {
            throw new ArgumentException("The rows have more than two columns, or others than numbers, so they lie on no plane.");
        }

        var target = Training.Schema.Target!;
        json.Texts("columns", plane.Columns);
        json.Write("window", plane.Window);
        json.WriteStartArray("points");
        foreach (var (part, rows) in new (string, IReadOnlyList<int>)[] { ("train", Training.Split.Train), ("validation", Training.Split.Validation), ("test", Training.Split.Test) })
        {
            var count = (int)Math.Min(rows.Count, Math.Ceiling((double)MostPoints * rows.Count / _table!.Rows));
            int[] some = [.. Enumerable.Range(0, count).Select(i => rows[(int)((long)i * rows.Count / count)])];
            var inputs = plane.Columns.Select(name => ColumnView.Numbers(_table[name], _table, some)).ToArray();
            var classes = target.Task == LearningTask.Regression ? null : TargetValues.Classes(_table, target, some);
            var numbers = target.Task == LearningTask.Regression ? TargetValues.Numbers(_table, target, some) : null;
            for (var i = 0; i < some.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("part", part);
                json.WriteNumber("row", some[i]);
                json.Write("x", [.. inputs.Select(column => column[i])]);
                json.Number("y", classes?[i] ?? numbers![i]);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    });

    private void ShowPicture()
    {
        _shown = System.Diagnostics.Stopwatch.GetTimestamp();
        using var text = Server.JsonText.Take();
        text.Json.WriteStartObject();
        text.Json.WriteString("event", "picture");
        text.Json.WriteString("run", Name);
        WritePicture(text.Json);
        text.Json.WriteEndObject();
        _log.Show(Name, text.Bytes.ToArray());
    }

    private void WritePicture(Utf8JsonWriter json)
    {
        Position(json);
        Picture.Write(json);
    }

    private void Ask(Action work) => _thread.Value.Ask(() =>
    {
        work();
        return true;
    });
}
