using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <content>How a run trains, and how it is kept and told of.</content>
internal sealed partial class Run
{
    private TabularTraining Prepare(bool isAnew = false)
    {
        var table = _tables.Find(_configuration.Data);
        _table = table.Table;
        _training = TabularTraining.Prepare(_table, _configuration.ToOptions(table, _threads));
        if (!isAnew && CheckpointFolder.Newest(Checkpoints, _ => { }) is { } checkpoint)
        {
            _training.Resume(checkpoint);
        }

        return _training;
    }

    private void Begin()
    {
        Emit(json => TrainingEvents.Start(json, _configuration.Data, _table!.Rows, Training.Schema, (ulong)_configuration.Seed));
        foreach (var notice in Training.Notices)
        {
            Emit(json => TrainingEvents.Note(json, notice));
        }

        Change(RunState.Paused, always: true);
    }

    /// <summary>What it does without being asked.</summary>
    private bool StepOn()
    {
        if (State != RunState.Playing)
        {
            return false;
        }

        try
        {
            if (Advance())
            {
                _thread.Value.Rest(_pace);
            }

            if (_sinceCheckpoint.Elapsed > s_checkpointTime)
            {
                Keep();
            }

            if (State != RunState.Playing || (_log.IsWatched(Name) && Stopwatch.GetElapsedTime(_shown) > s_pictureTime))
            {
                ShowPicture();
            }
        }
        catch (Exception fault) when (fault is FeedforwardException or IOException or UnauthorizedAccessException or ArgumentException or NotThereException)
        {
            Message = fault.Message;
            Change(RunState.Failed);
        }

        return true;
    }

    /// <summary>One step; whether an epoch ended with it.</summary>
    private bool Advance()
    {
        var step = Training.Advance();
        if (step.Epoch is not null && Training.Epochs[^1] is var epoch && epoch.Epoch.Number > _reported)
        {
            _reported = epoch.Epoch.Number;
            Emit(json => TrainingEvents.Epoch(json, epoch));
        }

        if (Training.Trainer.DivergedAtStep is { } diverged)
        {
            Message = string.Create(CultureInfo.InvariantCulture, $"Diverged at step {diverged}: a number was no longer finite. A smaller learning rate or a limit to the gradient's length helps in most cases.");
            Change(RunState.Diverged);
        }
        else if (step.IsOver)
        {
            Judge();
        }

        return step.Epoch is not null;
    }

    private void Judge()
    {
        Keep();
        var result = Training.Finish();
        (_result, _model) = (result, result.Model);
        ModelFile.Save(_model, ModelPath);
        Emit(json => TrainingEvents.Done(json, result, ModelPath));
        Change(RunState.Done);
    }

    private void Keep()
    {
        _sinceCheckpoint.Restart();
        if (_training is { Trainer.DivergedAtStep: null } training)
        {
            using var folder = new CheckpointFolder(Checkpoints, keep: 2);
            folder.Add(training.Save());
        }
    }

    private void Change(RunState state, bool always = false)
    {
        if (State == state && !always)
        {
            return;
        }

        State = state;
        _changes++;
        Describe();
        Emit(json =>
        {
            json.WriteString("event", "state");
            json.WriteNumber("changes", _changes);
            json.WriteString("state", JsonFields.Kebab(state));
            json.WriteString("message", Message);
            json.Number("divergedAtStep", _training?.Trainer.DivergedAtStep);
        });
    }

    private void Describe()
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("configuration");
            _configuration.Write(json);
            json.WriteEndObject();
            json.WriteString("state", JsonFields.Kebab(State));
            json.WriteString("message", Message);
            json.WriteBoolean("edited", IsEdited);
            json.WriteNumber("pace", _pace.TotalMilliseconds);
            json.WriteEndObject();
        }

        SafeReplacement.Write(Path.Combine(_folder, DescriptionFile), file => text.WriteTo(file));
    }

    private void Emit(Action<Utf8JsonWriter> write)
    {
        byte[] bytes;
        using (var text = Server.JsonText.Take())
        {
            text.Json.WriteStartObject();
            text.Json.WriteString("run", Name);
            write(text.Json);
            text.Json.WriteEndObject();
            bytes = text.Bytes.ToArray();
        }

        Note(bytes);
        _log.Append(bytes, id => _journal.Add(id, bytes));
    }

    /// <summary>Takes from an event what the list of runs shows.</summary>
    private void Note(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var entry = document.RootElement;
        switch (entry.GetProperty("event").GetString())
        {
            case "epoch":
                _reported = entry.GetProperty("epoch").GetInt32();
                entry = entry.Clone();
                Results = Results with { Newest = entry, Best = entry.GetProperty("best").GetBoolean() ? entry : Results.Best };
                break;
            case "state" or "rewind":
                _changes = Math.Max(_changes, entry.GetProperty("changes").GetInt64());
                break;
            case "done":
                Results = Results with { Done = entry.Clone() };
                break;
            default:
                break;
        }
    }
}
