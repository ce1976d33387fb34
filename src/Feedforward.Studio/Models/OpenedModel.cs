using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>A model that the screens may ask.</summary>
/// <param name="Title">What a person calls it, such as its file.</param>
/// <param name="Model">The model.</param>
/// <param name="Table">Rows to pick from, read with the model's types; or null.</param>
internal sealed record OpenedModel(string Title, TabularModel Model, Table? Table = null)
{
    /// <summary>The file that programs read, as far as there is one: the snippets name it.</summary>
    public string File { get; init; } = "model.onnx";
}
