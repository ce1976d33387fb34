using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>What is said about a trained model beside its metrics.</summary>
/// <param name="Baselines">What the simplest models reach; null where there are no rows to judge by.</param>
/// <param name="Importance">What the predictions owe to each column; null where it would take long and was not asked for.</param>
internal sealed record Judgement(Baselines? Baselines, PermutationImportance? Importance)
{
    /// <summary>So many multiplications take a core about a second: importances that cost less come without being asked for.</summary>
    private const double MostUnasked = 1e10;

    /// <summary>Nothing, as after a training that was cut short by its user.</summary>
    public static Judgement None { get; } = new(null, null);

    /// <summary>Judges by the test rows or, without any, by the validation rows.</summary>
    /// <param name="table">The table of the training.</param>
    /// <param name="options">The choices of the training.</param>
    /// <param name="result">The training.</param>
    /// <param name="isExplained">Whether importances were asked for.</param>
    /// <param name="cancellation">Leaves out what is not done yet.</param>
    public static Judgement Of(Table table, TabularOptions options, TabularResult result, bool isExplained, CancellationToken cancellation)
    {
        var baselines = Baselines.Of(table, options, result, cancellation);
        var rows = options.TestTable is not null ? null : result.Split.Test.Count > 0 ? result.Split.Test : result.Split.Validation;
        var measure = new ImportanceOptions { Metric = options.Metric, Rows = rows, Seed = options.Seed, Threads = options.Threads };
        var count = Math.Min(rows?.Count ?? options.TestTable!.Rows, measure.MostRows);
        var isQuick = result.Model.Schema.Features.Count > 1 && PermutationImportance.Cost(result.Model, count) <= MostUnasked;
        if (count == 0 || !(isExplained || isQuick))
        {
            return new Judgement(baselines, null);
        }

        try
        {
            return new Judgement(baselines, PermutationImportance.Of(result.Model, options.TestTable ?? table, measure, null, cancellation));
        }
        catch (Exception e) when (e is OperationCanceledException || (e is DataException && !isExplained))
        {
            return new Judgement(baselines, null);
        }
    }
}
