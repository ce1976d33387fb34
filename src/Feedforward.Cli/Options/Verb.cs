using System.CommandLine;

namespace Feedforward.Cli.Options;

/// <summary>A verb of the command line, with examples for its help.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>The words after <c>feedforward</c>, and what they do.</summary>
    public IReadOnlyList<(string Words, string Meaning)> Examples { get; init; } = [];
}
