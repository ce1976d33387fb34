namespace Feedforward.Cli.Lessons;

/// <summary>What a person chose for a lesson; null means the experiment's usual choice.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Function">The function to approximate.</param>
/// <param name="Activation">The activation of the hidden layer.</param>
internal sealed record LessonChoices(ulong? Seed, string? Function, string? Activation);
