namespace Feedforward.Tabular;

/// <summary>How far a pass over streamed rows is.</summary>
/// <param name="Phase">What the pass is for.</param>
/// <param name="Epoch">Which epoch, counted from 1; 0 outside of training.</param>
/// <param name="Rows">Rows of the pass that are done.</param>
/// <param name="AllRows">Rows that the pass has.</param>
/// <param name="Elapsed">Time since the pass began, or since it was taken up again.</param>
/// <param name="RowsPerSecond">The pace since then.</param>
/// <param name="Waiting">For what, and for how long of that time, training waited.</param>
public sealed record StreamingProgress(
    StreamingPhase Phase, int Epoch, long Rows, long AllRows, TimeSpan Elapsed, double RowsPerSecond, RowWaiting Waiting);
