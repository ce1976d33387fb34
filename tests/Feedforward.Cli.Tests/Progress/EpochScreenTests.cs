using Feedforward.Cli.Progress;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;
using Feedforward.Training;
using Spectre.Console;

namespace Feedforward.Cli.Tests.Progress;

public sealed class EpochScreenTests
{
    [Fact]
    public void TheBestEpochStaysInSightWhenItIsLongPast()
    {
        var lines = Draw(Epochs(40, best: 3), width: 100, isOver: false);

        var best = Assert.Single(lines, line => line.Contains("★ best", StringComparison.Ordinal));
        Assert.Matches(@"^ +3 ", best);
        Assert.Contains(lines, line => line.StartsWith("     40 ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("     10 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("epoch 40/200", StringComparison.Ordinal) && line.Contains("left", StringComparison.Ordinal));
    }

    [Fact]
    public void AWideScreenHasTheCurveBesideTheTable()
    {
        Assert.Contains(Draw(Epochs(20, best: 20), width: 140, isOver: false), line => line.Contains("━ train   ━ validation", StringComparison.Ordinal));
        Assert.DoesNotContain(Draw(Epochs(20, best: 20), width: 90, isOver: false), line => line.Contains("━ train", StringComparison.Ordinal));
    }

    [Fact]
    public void ThePictureDoesNotJumpWhileItGrows()
    {
        var heights = Enumerable.Range(2, 30).Select(count => Draw(Epochs(count, best: 1), width: 140, isOver: false).Count).Distinct();

        Assert.Single(heights);
    }

    [Fact]
    public void BeforeTheFirstEpochThereIsSomethingToSee() =>
        Assert.Contains(Draw([], width: 100, isOver: false), line => line.Contains("epoch 0", StringComparison.Ordinal));

    private static List<TabularEpoch> Epochs(int count, int best) =>
    [
        .. Enumerable.Range(1, count).Select(number => new TabularEpoch(
            new Epoch(number, number * 10, 1.0 / number, 1.1 / number, 1.1 / number, 0.001, Math.Min(number, best), TimeSpan.FromSeconds(number)), 200, "accuracy", 0.9)),
    ];

    private static List<string> Draw(IReadOnlyList<TabularEpoch> epochs, int width, bool isOver)
    {
        var table = BuiltInData.Named("moons").Generate(0, 20).ToTable();
        var options = new TabularOptions { Target = "class" };
        var plan = TrainingPlan.Of("moons", table, Schema.Infer(table, new SchemaOptions { Target = "class" }).Schema, options, null);
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(new EpochScreen(plan, width, height: 30).Draw(epochs, TimeSpan.FromSeconds(5), isOver));
        return [.. text.ToString().TrimEnd('\n').Split('\n')];
    }
}
