namespace Feedforward.Tabular;

/// <summary>How much worse predictions become when a column is shuffled.</summary>
/// <param name="Column">The column, as the data have it.</param>
/// <param name="Mean">
/// The mean over the repeats of the change for the worse: the drop of accuracy, AUC or R², the rise of log loss, RMSE or MAE (in
/// the target's unit). Near 0 where the model makes no use of the column; below 0 by chance alone.
/// </param>
/// <param name="Deviation">Its sample deviation over the repeats (divided by repeats − 1); 0 for one repeat.</param>
public sealed record ColumnImportance(string Column, double Mean, double Deviation);
