namespace Feedforward.Tabular;

/// <summary>What a model predicts for one row.</summary>
/// <param name="Text">The class label, or the number in its shortest form.</param>
/// <param name="Value">The number; null for classification.</param>
/// <param name="Probabilities">The probability of each class by its label; empty for regression.</param>
public sealed record Prediction(string Text, float? Value, IReadOnlyDictionary<string, float> Probabilities);
