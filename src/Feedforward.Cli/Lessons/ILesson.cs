using Spectre.Console;

namespace Feedforward.Cli.Lessons;

/// <summary>An experiment of the lecture, told on the terminal. The library computes; a lesson only tells.</summary>
internal interface ILesson
{
    /// <summary>The word by which it is asked for.</summary>
    string Name { get; }

    /// <summary>What it shows, in one sentence.</summary>
    string Summary { get; }

    /// <summary>Runs the experiment and tells it.</summary>
    /// <param name="console">Where to tell it.</param>
    /// <param name="choices">What the person chose.</param>
    /// <param name="progress">Told what is being computed.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    void Tell(IAnsiConsole console, LessonChoices choices, Action<string> progress, CancellationToken cancellation);
}
