namespace Feedforward.Tabular;

/// <summary>The predictions for some consecutive rows of a stream.</summary>
/// <param name="Predictions">One prediction a row; none in the rows that <paramref name="Errors"/> names.</param>
/// <param name="Lines">Where each row began in its source, counted from 1.</param>
/// <param name="Errors">The rows that could not be read, in their order.</param>
/// <param name="Kept">For each row the cells of the columns to keep, in the order they were asked for; null where missing.</param>
/// <param name="Counts">Over the whole stream so far: cells that the training part did not prepare the model for.</param>
/// <param name="Notices">What a person should know; in the first block only.</param>
public sealed record PredictedBlock(
    Predictions Predictions,
    IReadOnlyList<long> Lines,
    IReadOnlyList<RowError> Errors,
    IReadOnlyList<IReadOnlyList<string?>> Kept,
    EncodingCounts Counts,
    IReadOnlyList<Notice> Notices);
