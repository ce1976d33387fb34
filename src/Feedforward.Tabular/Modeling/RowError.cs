namespace Feedforward.Tabular;

/// <summary>Why a row has no prediction.</summary>
/// <param name="Row">The row within its block, counted from 0.</param>
/// <param name="Line">Where it began in its source, counted from 1.</param>
/// <param name="Column">The column at fault, or null.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record RowError(int Row, long Line, string? Column, string Message);
