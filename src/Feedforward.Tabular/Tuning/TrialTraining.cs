using System.Diagnostics;
using Feedforward.Training;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// Trains the trials of a search: one network each, on one and the same split, from the same seed, so that trials differ by their configuration
/// alone. Safe to be called by several threads.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="schema">What its columns mean.</param>
/// <param name="split">Which rows train and which judge.</param>
/// <param name="options">Seed, class weights, and the threads of one trial.</param>
/// <param name="preset">What the configurations change: one member without folds.</param>
internal sealed class TrialTraining(Table table, Schema schema, Split split, TabularOptions options, Preset preset)
{
    private readonly int[] _train = [.. split.Train];
    private readonly int[] _validation = [.. split.Validation];

    /// <summary>Trains a configuration.</summary>
    /// <param name="configuration">What to try.</param>
    /// <param name="epochs">For how many epochs.</param>
    /// <param name="cancellation">Cuts it short.</param>
    /// <returns>The trial and what makes a model of it; null where it was cut short.</returns>
    public (Trial Trial, Func<TabularModel> Model)? Run(Configuration configuration, int epochs, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var plan = PresetPlan.Of(table, schema, _train, _validation, options, configuration.Apply(preset) with { Epochs = epochs });
        double? value = null;
        var result = plan.Network.Fit(plan.Train!, plan.Options, new Best(epoch => value = epoch.IsBest ? plan.Metric.Value : value), cancellation);
        if (result.Reason == StopReason.Cancelled)
        {
            return null;
        }

        var hasDiverged = result.Reason == StopReason.Diverged;
        var trial = new Trial(configuration, epochs, hasDiverged ? null : value, result.BestEpoch, hasDiverged, clock.Elapsed);
        return (trial, () => Model(plan, result));
    }

    /// <summary>The network as a whole model, with its temperature and its intervals from the validation rows.</summary>
    private TabularModel Model(TrainingPlan plan, TrainingResult result)
    {
        var summary = SummaryOfTraining.Of(options, plan, PartRows.Of(split), result) with { TestRows = 0 };
        var (model, predicted) = CalibratedModel.Of(
            new TabularModel(schema, plan.Preprocessing, plan.Scale, result.Network, plan.Loss, summary) { Members = plan.Members },
            table,
            _validation,
            plan,
            options,
            []);
        return predicted is null ? model : model.With(summary with { ValidationMetrics = model.Evaluate(predicted, table, _validation).Metrics });
    }

    private sealed class Best(Action<Epoch> report) : IProgress<Epoch>
    {
        public void Report(Epoch value) => report(value);
    }
}
