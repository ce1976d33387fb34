using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>A model under its name, which may change with its file.</summary>
internal sealed class ServedModel : IDisposable
{
    private readonly ServerOptions _options;
    private readonly ServerMetrics _metrics;
    private readonly ReloadingModel _file;
    private volatile LoadedModel _current;

    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFileException">It cannot be read.</exception>
    public ServedModel(ModelSource source, ServerOptions options, ServerMetrics metrics)
    {
        (Name, _options, _metrics) = (source.Name, options, metrics);
        _file = new ReloadingModel(source.Path, options.Watch ? options.WatchInterval : null, options.Time);
        _current = Prepared(_file.Current);
        _file.Changed += Replace;
        _file.Failed += fault => _options.Log?.Invoke($"{Name}: the new file cannot be used, so the model stays as it was. {fault.Message}");

        // The file may have changed between the two lines above.
        if (_file.Current != _current.Model)
        {
            Replace(_file.Current);
        }
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Its file.</summary>
    public string Path => _file.Path;

    /// <summary>The model in use.</summary>
    public LoadedModel Current => _current;

    /// <summary>Looks at the file now.</summary>
    public ReloadOutcome Refresh() => _file.Refresh();

    public void Dispose()
    {
        _file.Dispose();
        _current.Batches.Dispose();
    }

    private void Replace(TabularModel model)
    {
        var old = _current;
        _current = Prepared(model);

        // Requests that began with the old model end with it; a queue that waits for company may be left with rows, so it keeps its timer.
        _options.Log?.Invoke(old.Model.Schema.Features.SequenceEqual(model.Schema.Features) && old.Model.Target == model.Target
            ? $"{Name}: a new model is in use."
            : $"{Name}: a new model is in use. It has other columns or another target than the one before.");
    }

    private LoadedModel Prepared(TabularModel model) => new(Name, model, new BatchQueue(model, _options, rows => _metrics.Batch(Name, rows)));
}
