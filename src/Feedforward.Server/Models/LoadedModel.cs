using System.Text;
using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>One content of a model's file, with what serving it needs to be at hand. A request keeps to the one it began with.</summary>
internal sealed class LoadedModel
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut;

    /// <summary>Prepares a model.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="model">The model.</param>
    /// <param name="batches">Predicts.</param>
    public LoadedModel(string name, TabularModel model, BatchQueue batches)
    {
        (Name, Model, Batches) = (name, model, batches);
        Utf8Names = [.. Features.Select(feature => Encoding.UTF8.GetBytes(feature.Name))];
        for (var i = 0; i < Features.Count; i++)
        {
            _places[Features[i].Name] = i;
        }

        _leftOut = [.. model.Schema.Dropped.Select(column => column.Name), model.Target.Name];
        Classes = [.. model.Classes.Select(label => JsonEncodedText.Encode(label, JsonText.Encoder))];
        JsonName = JsonEncodedText.Encode(name);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The name in JSON.</summary>
    public JsonEncodedText JsonName { get; }

    /// <summary>The model.</summary>
    public TabularModel Model { get; }

    /// <summary>Predicts rows.</summary>
    public BatchQueue Batches { get; }

    /// <summary>The columns it reads.</summary>
    public IReadOnlyList<FeatureColumn> Features => Model.Schema.Features;

    /// <summary>Their names in UTF-8.</summary>
    public byte[][] Utf8Names { get; }

    /// <summary>The classes in JSON, in their order.</summary>
    public JsonEncodedText[] Classes { get; }

    /// <summary>The place of a column among <see cref="Features"/>, or −1.</summary>
    public int Find(string name) => _places.GetValueOrDefault(name, -1);

    /// <summary>Whether the training knew a column that the model does not read.</summary>
    public bool IsLeftOut(string name) => _leftOut.Contains(name);
}
