namespace Feedforward.Tabular;

/// <summary>Where the features of one encoder stand among the network's inputs.</summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="First">The number of its first feature, counted from 0.</param>
/// <param name="Count">How many features it makes: its <see cref="FeatureEncoder.Width"/>, which may be 0.</param>
public readonly record struct EncoderPlace(FeatureEncoder Encoder, int First, int Count);
