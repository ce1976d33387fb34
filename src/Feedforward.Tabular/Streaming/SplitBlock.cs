namespace Feedforward.Tabular;

/// <summary>A block that was read, and which of its rows are what.</summary>
/// <param name="Number">Which block, counted from 0.</param>
/// <param name="Table">All its rows.</param>
/// <param name="WithTarget">Those that have a target.</param>
/// <param name="Train">Those that are learned from.</param>
/// <param name="Validation">Those of the validation part.</param>
/// <param name="Sampled">Some of the training part that stand for all.</param>
/// <param name="Linear">Those of the training part that a linear model learns from.</param>
/// <param name="Test">How many judge the result.</param>
/// <param name="Fingerprint">Stands for the content.</param>
internal readonly record struct SplitBlock(
    int Number, Table Table, int[] WithTarget, int[] Train, int[] Validation, int[] Sampled, int[] Linear, int Test, string Fingerprint);
