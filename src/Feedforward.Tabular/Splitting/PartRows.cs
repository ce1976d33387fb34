namespace Feedforward.Tabular;

/// <summary>How many rows train the model, watch over the training, and judge the result.</summary>
/// <param name="Train">Rows of the training part.</param>
/// <param name="Validation">Rows of the validation part.</param>
/// <param name="Test">Rows of the test part.</param>
public readonly record struct PartRows(int Train, int Validation, int Test)
{
    internal static PartRows Of(Split split) => new(split.Train.Count, split.Validation.Count, split.Test.Count);
}
