using System.CommandLine;

namespace Feedforward.Cli.Options;

/// <summary>A verb of the command line, with what its help teaches.</summary>
/// <param name="name">The verb.</param>
/// <param name="summary">What it does, in one line.</param>
/// <param name="explanation">What else a person should know; shown in the verb's own help.</param>
internal sealed class Verb(string name, string summary, string explanation) : Command(name, summary)
{
    /// <summary>What else a person should know.</summary>
    public string Explanation => explanation;

    /// <summary>The words after <c>feedforward</c>, and what they do.</summary>
    public IReadOnlyList<(string Words, string Meaning)> Examples { get; init; } = [];
}
