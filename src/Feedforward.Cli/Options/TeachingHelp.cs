using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Feedforward.Cli.Options;

/// <summary>The usual help followed by examples to paste.</summary>
internal sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private const int Width = 110;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        usual.MaxWidth = Width;
        var verb = parseResult.CommandResult.Command as Verb;
        if (verb is not null)
        {
            // In the list of verbs one line is enough.
            verb.Description += $"\n{verb.Explanation}";
        }

        usual.Invoke(parseResult);
        if (verb is not null)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var (words, meaning) in verb.Examples)
            {
                output.WriteLine($"  feedforward {words}");
                output.WriteLine($"      {meaning}");
            }

            output.WriteLine();
        }

        return ExitCode.Success;
    }
}
