using Feedforward.Tabular;

namespace Feedforward.Onnx;

/// <summary>What an import cannot know from the graph.</summary>
public sealed record ImportOptions
{
    /// <summary>The graph's output that the network gives; null for the one that is computed from all others.</summary>
    public string? Output { get; init; }

    /// <summary>
    /// What the network predicts; null to tell from its last node: a softmax or sigmoid gives classes, anything else numbers. With
    /// <see cref="LearningTask.Regression"/> a sigmoid at the end stays an activation; with a classification linear outputs are logits.
    /// </summary>
    public LearningTask? Task { get; init; }
}
