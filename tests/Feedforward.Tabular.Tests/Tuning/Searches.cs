using System.Text;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular.Tests.Tuning;

/// <summary>Searches that take little time, and what the tests compare of them.</summary>
internal static class Searches
{
    public static TuningOptions Options(string target, ulong seed = 1) => new()
    {
        Training = new TabularOptions
        {
            Target = target,
            Drop = target == "class" ? ["amount"] : ["class"],
            Seed = seed,
            Threads = 1,

            // The metric of an epoch is that of the network's outputs, whatever range the model then keeps them in.
            Adjust = preset => preset with { Epochs = 4, KeepInRange = false },
        },
        Adjust = Small,
    };

    public static SearchSpace Small(SearchSpace space) => space.Range("width", "4..12").Range("depth", "1..2").Range("batch", "16..64");

    public static TuningResult Search(TuningOptions options, Action<TuningProgress>? told = null, Table? table = null) => new TabularTuner(table ?? Trained.Table(), options).Search(
        told is null ? null : new Told<TuningProgress>(told), TestContext.Current.CancellationToken);

    /// <summary>Everything about the trials but the time.</summary>
    public static string Text(TuningResult result)
    {
        var text = new StringBuilder();
        foreach (var trial in result.Trials)
        {
            text.AppendLine(FormattableString.Invariant(
                $"{trial.Number} {trial.Epochs} {trial.Value:R} {trial.BestEpoch} {trial.HasDiverged} {string.Join(' ', trial.Configuration.Values.Values)}"));
        }

        return text.Append(FormattableString.Invariant($"best {result.Best?.Number}")).ToString();
    }
}
