using Microsoft.ML.Data;

namespace Feedforward.MLNet;

/// <summary>What a prediction reads of a row.</summary>
internal sealed class FeatureRow
{
    /// <summary>The features.</summary>
    public VBuffer<float> Features { get; set; }
}
