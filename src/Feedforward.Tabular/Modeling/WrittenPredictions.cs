namespace Feedforward.Tabular;

/// <summary>What became of a stream of rows that was predicted and written.</summary>
/// <param name="Rows">How many rows were written.</param>
/// <param name="Marked">How many of them could not be read and have no prediction.</param>
/// <param name="Notices">What a person should know about the data.</param>
public sealed record WrittenPredictions(long Rows, long Marked, IReadOnlyList<Notice> Notices);
