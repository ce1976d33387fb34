using Feedforward.Losses;
using Feedforward.Onnx.Import;

namespace Feedforward.Onnx;

/// <summary>A network that another program trained and wrote as ONNX.</summary>
/// <param name="Network">The network; its training can go on.</param>
/// <param name="Loss">The loss whose link stood at the graph's end: softmax, sigmoid, exponential, or none.</param>
public sealed partial record ImportedNetwork(Network Network, Loss Loss)
{
    /// <summary>The labels of the classes, where the graph holds them; else empty.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Names of the network's inputs, where the graph has one for each; else empty.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The program that wrote the file, such as "pytorch 2.4.1"; may be empty.</summary>
    public string Producer { get; init; } = "";

    /// <summary>What a person should know about how the graph became layers.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>
    /// By how much the network's predictions differ from what the file's own nodes give, run one by one on a few examples: the largest
    /// difference, relative to the largest prediction. Null where a node cannot be run that way; <see cref="Notices"/> then say which.
    /// </summary>
    public double? Difference { get; init; }

    /// <summary>What stood between the network's outputs and the graph's.</summary>
    internal OutputLink Link { get; init; }
}
