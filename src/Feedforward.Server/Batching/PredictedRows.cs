using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>The predictions for one request's rows, among those of the batch they were computed in.</summary>
/// <param name="All">The batch's predictions; null where the request waited beyond its deadline.</param>
/// <param name="Start">Where the request's rows begin.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct PredictedRows(Predictions? All, int Start, int Count);
