namespace Feedforward.Tabular.Tests.Presets;

/// <summary>Every preset on tables that are hard to digest.</summary>
public sealed class RobustnessTests
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void X(string name, bool isRegression, string preset)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var seed = 0ul; seed < 3; seed++)
        {
            var hard = HardTable.Named(name, isRegression);
            var (learn, judge) = (hard.Learn(), hard.Judge());
            var options = new TabularOptions
            {
                Target = "y",
                Preset = preset,
                Types = hard.Types,
                TestTable = judge,
                Seed = seed,
                Adjust = given => given with { Epochs = hard.Learned > 1_000 ? 4 : 24, BatchSize = hard.Learned > 1_000 ? 256 : 16, Hidden = [16, 16] },
            };
            try
            {
                var result = TabularTrainer.Fit(learn, options, cancellationToken: TestContext.Current.CancellationToken);
                var predictions = result.Model.Predict(judge);
                var finite = (isRegression ? predictions.Values.ToArray() : predictions.Probabilities.Span.ToArray()).All(float.IsFinite);
                var baselines = Baselines.Of(learn, options, result, TestContext.Current.CancellationToken)!;
                string T(Evaluation? e) => e is null ? "null" : string.Join(" ", e.Metrics.Where(m => m.Key is "accuracy" or "rmse" or "logLoss").Select(m => $"{m.Key} {m.Value:G4}"));
                File.AppendAllText("/tmp/ff/robust/explore.txt", $"{name} | {preset} {seed} | {result.Model.Task} {result.Model.Members} | finite {finite} {result.Training.Reason} | {T(result.Test)} | constant {T(baselines.Constant)} | linear {T(baselines.Linear)} | val {T(result.Validation)} | {clock.Elapsed.TotalSeconds:F1}\n");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                File.AppendAllText("/tmp/ff/robust/explore.txt", $"{name} | {preset} {seed} | FAILED {e.GetType().Name} {e.Message}\n");
                throw;
            }
        }
    }

    public static TheoryData<string, bool, string> Cases { get; } = new(
        from table in new[]
        {
            ("30 rows", true), ("30 rows", false), ("200 columns, 50 rows", true), ("200 columns, 50 rows", false), ("empty, constant and doubled columns", true), ("empty, constant and doubled columns", false),
            ("a category for each row", false), ("a category for each row", true), ("numbers of 1e30", true), ("numbers of 1e30", false), ("1 row in 1,000", false), ("classes of one and two rows", false), ("a target with outliers", true), ("a target of 1e30", true), ("a target that hardly varies", true),
        }
        from preset in new[] { "fast", "auto", "best" }
        select (table.Item1, table.Item2, preset));
}
