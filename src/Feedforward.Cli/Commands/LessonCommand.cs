using System.CommandLine;
using Feedforward.Activations;
using Feedforward.Cli.Lessons;
using Feedforward.Cli.Options;
using Feedforward.Experiments;

namespace Feedforward.Cli.Commands;

/// <summary><c>lesson NAME</c>: the lecture's experiments on the terminal.</summary>
internal static class LessonCommand
{
    private static readonly ILesson[] Lessons =
        [new PerceptronLesson(), new XorLesson(), new LogisticLesson(), new ApproximationLesson(), new NoiseLesson()];

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var names = string.Join(", ", Lessons.Select(lesson => lesson.Name));
        var name = new Argument<string>("NAME") { Description = $"One of: {names}.", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(_ => Lessons.Select(lesson => new System.CommandLine.Completions.CompletionItem(lesson.Name)));
        var seed = TypedOption.Seed("--seed", "Other data or initial weights (default: the experiment's own).");
        var function = TypedOption.Choice("--function", "What approximation approximates.", [.. ApproximationTarget.All.Select(target => target.Name)]);
        var activation = TypedOption.Choice(
            "--activation", "The hidden layer of xor and approximation.", [.. Activation.All.Where(choice => !choice.IsFlat).Select(choice => choice.Name)]);
        var command = new Verb("lesson", "Run an experiment of the lecture.", $"\n{string.Join('\n', Lessons.Select(lesson => $"  {lesson.Name,-14} {lesson.Summary}"))}")
        {
            Examples =
            [
                ("lesson perceptron", "where a line is enough, and where not"),
                ("lesson approximation --function bump", "how the error falls as the layer grows"),
            ],
        };
        command.Add(name);
        command.Add(seed);
        command.Add(function);
        command.Add(activation);
        command.SetAction((parsed, cancellation) =>
        {
            var word = parsed.GetValue(name) ?? throw new UsageException($"Which lesson? There are: {names}. Begin with 'feedforward lesson perceptron'.");
            var lesson = Array.Find(Lessons, known => string.Equals(known.Name, word, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException($"There is no lesson '{word}'. There are: {names}.");
            var choices = new LessonChoices(parsed.GetValue(seed), parsed.GetValue(function), parsed.GetValue(activation));
            lesson.Tell(terminal.Results, choices, Progress(terminal), cancellation);
            if (terminal.IsLive)
            {
                terminal.Error.Write("\r\e[K");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>On a screen what is being computed, in one line that the next replaces.</summary>
    private static Action<string> Progress(Terminal terminal) => what =>
    {
        if (terminal.IsLive)
        {
            terminal.Error.Write($"\r\e[K{what} …\r");
        }
    };
}
