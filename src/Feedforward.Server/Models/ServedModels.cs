namespace Feedforward.Server;

/// <summary>The models of a server. There are those that the server was started with, and no request adds one.</summary>
internal sealed class ServedModels : IDisposable
{
    private readonly Dictionary<string, ServedModel> _byName = new(StringComparer.Ordinal);
    private volatile bool _isDraining;

    /// <summary>Reads all files.</summary>
    /// <exception cref="ModelFileException">One cannot be read.</exception>
    public ServedModels(ServerOptions options, ServerMetrics metrics)
    {
        var all = new List<ServedModel>();
        foreach (var source in options.Models)
        {
            var model = new ServedModel(source, options, metrics);
            all.Add(model);
            _byName.Add(source.Name, model);
        }

        All = all;
    }

    /// <summary>The models, in the order in which they were given.</summary>
    public IReadOnlyList<ServedModel> All { get; }

    /// <summary>Whether the server is ending and should get no further requests.</summary>
    public bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }

    /// <summary>The model of a name, or the first where none is named. Where there is none of that name, the request is answered.</summary>
    public LoadedModel? Find(Exchange exchange, string? name)
    {
        if (name is null)
        {
            return All[0].Current;
        }

        if (_byName.TryGetValue(name, out var model))
        {
            return model.Current;
        }

        exchange.Send(new Problem(404, $"There is no model '{Pointer.Shortened(name)}'. There are: {string.Join(", ", All.Select(known => known.Name))}."));
        return null;
    }

    public void Dispose()
    {
        foreach (var model in All)
        {
            model.Dispose();
        }
    }
}
