namespace Feedforward.Tabular.Tuning;

/// <summary>How far a search is.</summary>
/// <param name="Trial">The trial that was just finished, or that the journal had.</param>
/// <param name="IsResumed">Whether it was finished in an earlier run and read from the journal.</param>
/// <param name="Best">The best so far; null where none has a value yet.</param>
/// <param name="Done">Trainings done, those of earlier runs among them.</param>
/// <param name="Trainings">How many there will be.</param>
/// <param name="Elapsed">The time of this run.</param>
/// <param name="Remaining">The time that is left if epochs go on to take as long as so far; null before the first of this run.</param>
public sealed record TuningProgress(Trial Trial, bool IsResumed, Trial? Best, int Done, int Trainings, TimeSpan Elapsed, TimeSpan? Remaining);
