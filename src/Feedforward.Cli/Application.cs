using System.CommandLine;
using System.CommandLine.Help;
using Feedforward.Cli.Commands;
using Feedforward.Cli.Options;

namespace Feedforward.Cli;

/// <summary>The command <c>feedforward</c>: finds the verb, runs it, and turns whatever goes wrong into one message and an exit code.</summary>
internal static class Application
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The words after <c>feedforward</c>.</param>
    /// <param name="terminal">Where to read and write.</param>
    /// <param name="cancellation">Asks for a good end.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellation)
    {
        int code;
        try
        {
            code = await InvokeAsync(Root(terminal).Parse(arguments), terminal, cancellation);
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable(Failure.DebugVariable) is null || Failure.Of(e).ExitCode != ExitCode.Fault)
        {
            // Results that were complete come before the reason why there are no more.
            await terminal.TryFlushAsync();
            return await ReportAsync(Failure.Of(e), terminal);
        }

        return await terminal.TryFlushAsync() is { } fault ? await ReportAsync(Failure.Of(fault), terminal) : code;
    }

    private static async Task<int> ReportAsync(Failure failure, Terminal terminal)
    {
        terminal.Ranks.Failure = failure;
        await terminal.Error.WriteLineAsync($"feedforward: {failure.Message}");
        return failure.ExitCode;
    }

    internal static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand(
            "Feed-forward neural networks, from a table to a trained model.\n\nBegin with:  feedforward train\n\nExit codes: 0 done, 1 fault, 2 usage, 3 data or model file, 4 diverged, 130 cancelled.")
        {
            HelpName = "feedforward",
        };
        foreach (var command in (ReadOnlySpan<Command>)
        [
            TrainCommand.Create(terminal),
            TuneCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            PredictCommand.Create(terminal),
            ServeCommand.Create(terminal),
            StudioCommand.Create(terminal),
            InspectCommand.Create(terminal),
            ExportCommand.Create(terminal),
            ImportCommand.Create(terminal),
            TraceCommand.Create(terminal),
            GradientCheckCommand.Create(terminal),
            LessonCommand.Create(terminal),
            OnnxRunCommand.Create(terminal),
        ])
        {
            root.Add(command);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new TeachingHelp((HelpAction)help.Action!);
        }

        return root;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        if (parsed.Action is not TeachingHelp)
        {
            CheckForUnknownOptions(parsed);
            if (parsed.Errors.Count > 0)
            {
                throw new UsageException(Message(parsed));
            }
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.Output,
            Error = terminal.Error,
        };
        return await parsed.InvokeAsync(configuration, cancellation);
    }

    /// <summary>The parser takes a misspelt option for an argument where it still waits for one.</summary>
    private static void CheckForUnknownOptions(ParseResult parsed)
    {
        foreach (var argument in parsed.CommandResult.Command.Arguments)
        {
            foreach (var token in parsed.GetResult(argument)?.Tokens ?? [])
            {
                if (token.Value.Length > 1 && token.Value[0] == '-')
                {
                    throw new UsageException(Unknown(parsed, token.Value));
                }
            }
        }
    }

    private static string Message(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command is RootCommand && parsed.Tokens.Count == 0)
        {
            return $"What is to be done? The verbs are: {Names(command.Subcommands)}. 'feedforward train' shows a network at work; 'feedforward --help' explains the others.";
        }

        return parsed.UnmatchedTokens is [var unknown, ..]
            ? Unknown(parsed, unknown)
            : $"{parsed.Errors[0].Message} See '{Name(command)} --help'.";
    }

    private static string Unknown(ParseResult parsed, string word)
    {
        var command = parsed.CommandResult.Command;
        var isOption = word.StartsWith('-');
        var near = NearNames.Of(word, isOption
            ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Select(verb => verb.Name));
        var hint = near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?"
            : command is RootCommand && !isOption ? $" The verbs are: {Names(command.Subcommands)}."
            : string.Empty;
        return $"'{word}' means nothing to {Name(command)}.{hint} See '{Name(command)} --help'.";
    }

    private static string Name(Command command) => command is RootCommand ? "feedforward" : $"feedforward {command.Name}";

    private static string Names(IEnumerable<Command> commands) => string.Join(", ", commands.Select(command => command.Name));
}
