using System.Globalization;

namespace Feedforward.Studio;

/// <content>What a run is told to do.</content>
internal sealed partial class Run
{
    /// <summary>Trains until it is told to pause.</summary>
    /// <param name="pace">The least time an epoch takes.</param>
    public void Play(TimeSpan pace) => Command(() =>
    {
        CheckCanStep();
        _pace = pace;
        _examples = 0;
        Change(RunState.Playing);
    });

    /// <summary>Waits from here on.</summary>
    public void Pause() => Command(() =>
    {
        if (State == RunState.Playing)
        {
            Keep();
            Change(RunState.Paused);
        }
    });

    /// <summary>One minibatch.</summary>
    public void StepBatch() => Command(() =>
    {
        CheckCanStep();
        Change(RunState.Paused);
        _examples = 0;
        Advance();
        Keep();
    });

    /// <summary>To the end of the epoch.</summary>
    public void StepEpoch() => Command(() =>
    {
        CheckCanStep();
        Change(RunState.Paused);
        _examples = 0;
        var epoch = Training.Epochs.Count;
        while (State == RunState.Paused && Training.Epochs.Count == epoch)
        {
            Advance();
        }

        Keep();
    });

    /// <summary>Begins anew.</summary>
    /// <param name="configuration">What it is to be; the same gives the same.</param>
    public void Rewind(RunConfiguration configuration) => Command(() =>
    {
        var (before, training, table, picture) = (_configuration, _training, _table, _picture);
        try
        {
            (_training, _table, _picture) = (null, null, null);
            Volatile.Write(ref _configuration, configuration);
            Prepare(isAnew: true);
        }
        catch
        {
            // What cannot be trained changes nothing.
            (_configuration, _training, _table, _picture) = (before, training, table, picture);
            throw;
        }

        if (Directory.Exists(Checkpoints))
        {
            Directory.Delete(Checkpoints, recursive: true);
        }

        File.Delete(ModelPath);
        File.Delete(ReportPath);
        _journal.Clear();
        (_result, _model, _reported, _examples, IsEdited, Message, Results) = (null, null, 0, 0, false, null, default);
        State = RunState.Paused;
        _changes++;
        Describe();
        Emit(json =>
        {
            json.WriteString("event", "rewind");
            json.WriteNumber("changes", _changes);
        });
        Begin();
    });

    /// <summary>Sets a weight or a bias.</summary>
    /// <param name="layer">Which layer of neurons, counted from 0.</param>
    /// <param name="from">Which input of it; null for the bias.</param>
    /// <param name="to">Which neuron.</param>
    /// <param name="value">The new value.</param>
    /// <exception cref="ArgumentException">There is no such weight.</exception>
    public void Edit(int layer, int? from, int to, float value) => Command(() =>
    {
        CheckCanStep();
        var graph = Picture.Graph ?? throw new ArgumentException("This network is not made of neurons alone, so it has no weights to set one by one.");
        if (layer >= graph.Layers.Count || to >= graph.Layers[layer].Units || from >= graph.Layers[layer].Inputs || (from is null && !graph.Layers[layer].HasBias))
        {
            throw new ArgumentException($"There is no such weight: layer {layer}, from {from?.ToString(CultureInfo.InvariantCulture) ?? "bias"} to {to}.");
        }

        var parameters = Training.Trainer.Workspace.Layers[graph.Layers[layer].Dense].Parameters(from is null ? 1 : 0);
        parameters[from ?? 0, to] = value;
        IsEdited = true;
        Keep();
        Describe();
        Emit(json =>
        {
            json.WriteString("event", "edit");
            json.WriteNumber("step", Training.Trainer.Steps);
            json.WriteNumber("layer", layer);
            json.Number("from", from);
            json.WriteNumber("to", to);
            json.Number("value", value);
        });
    });

    /// <summary>Ends here: the best epoch so far is judged and kept as the model.</summary>
    public void Finish() => Command(() =>
    {
        CheckCanStep();
        if (Training.Trainer.Steps == 0)
        {
            throw new ArgumentException("Nothing was learned yet; train first.");
        }

        Judge();
    });

    private void Command(Action work) => _thread.Value.Ask(() =>
    {
        work();
        if (_training is not null)
        {
            ShowPicture();
        }

        return true;
    });

    private void CheckCanStep()
    {
        if (State is RunState.Done or RunState.Diverged or RunState.Failed)
        {
            throw new ArgumentException($"{Name} has ended ({JsonFields.Kebab(State)}). Rewind it to train again.");
        }
    }
}
