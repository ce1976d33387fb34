namespace Feedforward.Tabular;

/// <summary>Something a person should know about the data or the model; nothing failed.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Column">The column it is about, or null.</param>
/// <param name="Message">One or two sentences for a person to read.</param>
public sealed record Notice(NoticeKind Kind, string? Column, string Message);
