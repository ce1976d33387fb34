using Feedforward.Layers;

namespace Feedforward.Onnx.Import;

/// <summary>A layer with its numbers.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Parameters">θ of the layer and the layers inside it, as <see cref="Network.Parameters"/> has them.</param>
/// <param name="State">Its state, as <see cref="Network.State"/> has it.</param>
internal sealed record Piece(Layer Layer, float[] Parameters, float[] State)
{
    /// <summary>A layer without state.</summary>
    public static Piece Of(Layer layer, params IEnumerable<IReadOnlyList<double>> blocks) => new(layer, Rounded(blocks), []);

    /// <summary>To single precision.</summary>
    public static float[] Rounded(params IEnumerable<IReadOnlyList<double>> blocks) => [.. blocks.SelectMany(block => block).Select(number => (float)number)];

    /// <summary>A layer that has others inside it and no numbers of its own.</summary>
    public static Piece Around(Layer layer, IReadOnlyList<Piece> inside) =>
        new(layer, [.. inside.SelectMany(piece => piece.Parameters)], [.. inside.SelectMany(piece => piece.State)]);
}
