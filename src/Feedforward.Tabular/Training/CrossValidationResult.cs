namespace Feedforward.Tabular;

/// <summary>What a cross-validation shows.</summary>
/// <param name="Folds">The metrics on each fold's held-out part.</param>
/// <param name="Metrics">For each metric its mean over the folds and its sample deviation (divided by folds − 1).</param>
/// <param name="Notices">What a person should know about the data.</param>
public sealed record CrossValidationResult(
    IReadOnlyList<Evaluation> Folds, IReadOnlyDictionary<string, (double Mean, double Deviation)> Metrics, IReadOnlyList<Notice> Notices);
