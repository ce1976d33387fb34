using Feedforward.Training;

namespace Feedforward.Tabular.Tests;

/// <summary>Small tables with every kind of column, and models trained on them.</summary>
internal static class Trained
{
    /// <summary>120 rows whose class and amount follow from the features.</summary>
    public static string Text { get; } = "age,city,member,joined,class,amount\n" + string.Concat(Enumerable.Range(0, 120).Select(i =>
    {
        var age = 20 + (i * 7 % 50);
        var city = (i % 4) switch { 0 => "Rome", 1 => "Oslo", 2 => "Lima", _ => "" };
        var member = i % 3 == 0;
        var amount = age + (city == "Oslo" ? 20 : 0) + (member ? 5 : 0);
        return FormattableString.Invariant(
            $"{(i % 11 == 0 ? "" : age)},{city},{(member ? "true" : "false")},2026-{1 + (i % 12):00}-{1 + (i % 28):00},{(amount > 60 ? "high" : amount > 45 ? "middle" : "low")},{amount}.5\n");
    }));

    public static Table Table() => CsvText.Table(Text);

    public static TabularOptions Options(string target, params string[] drop) => new()
    {
        Target = target,
        Drop = drop,
        Hidden = [8],
        Epochs = 60,
        LearningRate = 0.01,
        Seed = 1,
        Threads = 1,
    };

    public static TabularResult Classifier() => TabularTrainer.Fit(
        Table(), Options("class", "amount"), cancellationToken: TestContext.Current.CancellationToken);

    public static TabularResult Regressor(string? loss = null) => TabularTrainer.Fit(
        Table(), Options("amount", "class") with { Loss = loss }, cancellationToken: TestContext.Current.CancellationToken);

    public static StopReason Reason(this TabularResult result) => result.Training.Reason;
}
