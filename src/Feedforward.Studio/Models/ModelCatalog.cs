using Feedforward.Onnx;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Studio;

/// <summary>The models by name: the one that the studio was started with, the worked example, and those of further sources, such as runs.</summary>
internal sealed class ModelCatalog
{
    /// <summary>The worked example, which is always there.</summary>
    public const string Example = "example";

    private readonly List<(Func<string, OpenedModel?> Find, Func<IEnumerable<string>> Names)> _sources = [];

    /// <summary>Reads the model that the studio was started with, and the table beside it.</summary>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    /// <exception cref="DataException">The table cannot be read.</exception>
    public ModelCatalog(StudioOptions options)
    {
        if (options.Model is { } path)
        {
            Add(Path.GetFileNameWithoutExtension(path), Opened(path, options.Data));
        }

        Add(Example, ExampleModel.Opened);
    }

    /// <summary>All names; the first is the one to begin with.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_sources)
            {
                return [.. _sources.SelectMany(source => source.Names()).Distinct(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Adds models that may come and go.</summary>
    /// <param name="find">The model of a name, or null where there is none.</param>
    /// <param name="names">The names there are at the moment, for lists to choose from; or null where they are to be in none.</param>
    public void Add(Func<string, OpenedModel?> find, Func<IEnumerable<string>>? names = null)
    {
        lock (_sources)
        {
            _sources.Add((find, names ?? (() => [])));
        }
    }

    /// <summary>The model of a name; without a name the first.</summary>
    /// <exception cref="NotThereException">There is none; the message lists those there are.</exception>
    public OpenedModel Find(string? name)
    {
        name ??= Names[0];
        (Func<string, OpenedModel?> Find, Func<IEnumerable<string>> Names)[] sources;
        lock (_sources)
        {
            sources = [.. _sources];
        }

        return sources.Select(source => source.Find(name)).FirstOrDefault(model => model is not null)
            ?? throw new NotThereException($"There is no model '{name}'. There are: {string.Join(", ", Names)}.");
    }

    private void Add(string name, OpenedModel model) => Add(asked => asked == name ? model : null, () => [name]);

    private static OpenedModel Opened(string path, string? data)
    {
        var opened = new OpenedModel(Path.GetFileName(path), ModelFile.Load(path)) { File = path };
        if (data is null)
        {
            return opened;
        }

        var table = BuiltInData.Find(data) is { } builtIn ? builtIn.Generate(seed: 1).ToTable() : Table.Load(data, opened.Model.ReadOptions());
        foreach (var feature in opened.Model.Schema.Features)
        {
            _ = table[feature.Name];
        }

        return opened with { Table = table };
    }
}
