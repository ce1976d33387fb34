namespace Feedforward.Tabular.Tuning;

/// <summary>A round of a search, in which every configuration gets the same number of epochs.</summary>
/// <param name="Trials">How many configurations there are in it, the preset's own among them.</param>
/// <param name="Epochs">For how many epochs each is trained, from the beginning.</param>
public sealed record Rung(int Trials, int Epochs);
