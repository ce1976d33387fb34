using System.Diagnostics;
using System.Globalization;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// Fits a preset to a time limit. Its schedules are worth most when training gets to their end, so a training that is merely cut
/// off gives away what it could be: a short trial run tells what an epoch costs, and the schedules are laid over as many epochs as
/// there is room for; where that is too few for the ensemble, over those of a single network.
/// </summary>
internal static class TimeBudget
{
    private const int PilotBatches = 4;
    private const int EnoughEpochs = 16;
    private const int LooksAtValidation = 32;

    // For what cannot be foreseen, such as other programs on the machine.
    private const double Share = 0.9;

    /// <summary>The options with a preset that fits the limit; unchanged where there is no limit, no preset, or room enough.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">What its columns mean.</param>
    /// <param name="strata">Of each row, below 0 where it has no target.</param>
    /// <param name="options">The choices.</param>
    /// <param name="spent">Time gone already.</param>
    /// <param name="notices">Told of the change.</param>
    /// <exception cref="DataException">The table cannot be learned from.</exception>
    public static TabularOptions Fit(Table table, Schema schema, int[] strata, TabularOptions options, TimeSpan spent, List<Notice> notices)
    {
        var clock = Stopwatch.StartNew();
        int[] rows = [.. Enumerable.Range(0, strata.Length).Where(row => strata[row] >= 0)];
        if (options.TimeLimit is not { } limit || rows.Length == 0 || Presets.Of(options, schema, strata) is not { } wanted)
        {
            return options;
        }

        var preset = wanted;
        var epochs = CostOf(wanted).EpochsIn((limit * Share) - spent - clock.Elapsed, wanted.Epochs);
        if (epochs < Math.Min(EnoughEpochs, wanted.Epochs) && wanted.Members > 1)
        {
            var single = wanted with { Members = 1, Folds = 0 };
            var ofSingle = CostOf(single).EpochsIn((limit * Share) - spent - clock.Elapsed, wanted.Epochs);
            (preset, epochs) = ofSingle > epochs ? (single, ofSingle) : (preset, epochs);
        }

        if (options.Collective is { Size: > 1 } others)
        {
            // Clocks differ, and the processes have to do the same.
            Span<double> decided = others.Rank == 0 ? [epochs, preset.Members, preset.Folds] : [0, 0, 0];
            others.Share(decided);
            (epochs, preset) = ((int)decided[0], wanted with { Members = (int)decided[1], Folds = (int)decided[2] });
        }

        if (epochs == wanted.Epochs && preset == wanted)
        {
            return options;
        }

        notices.Add(new Notice(NoticeKind.Training, null, string.Create(
            CultureInfo.InvariantCulture,
            $"The time limit of {limit.TotalSeconds:0.#} s leaves room for {epochs} of the {wanted.Epochs} epochs{(preset.Members < wanted.Members ? $" and one network instead of {wanted.Members}" : "")}; the schedules run over these.")));
        var earlier = options.Adjust;
        return options with
        {
            Adjust = given => (earlier?.Invoke(given) ?? given) with { Epochs = Math.Max(1, epochs), Members = preset.Members, Folds = preset.Folds },
        };

        Cost CostOf(Preset some) => Measure(table, schema, rows, options with { TimeLimit = null, Threads = options.Threads }, some);
    }

    /// <summary>Trains three epochs on a few batches; the first pays for the compiler.</summary>
    private static Cost Measure(Table table, Schema schema, int[] rows, TabularOptions options, Preset preset)
    {
        var count = (int)Math.Min(rows.Length, PilotBatches * (long)preset.BatchSize);
        int[] some = [.. Enumerable.Range(0, count).Select(i => rows[(int)((long)i * rows.Length / count)])];
        var pilot = preset with { Epochs = 3, Patience = null };
        int[] watching = preset.Folds > 0 ? [] : some;
        _ = PresetPlan.Of(table, schema, some, watching, options, pilot);
        var clock = Stopwatch.StartNew();
        var plan = PresetPlan.Of(table, schema, some, watching, options, pilot);
        var preparation = clock.Elapsed;
        var trainer = new Trainer(plan.Network, plan.Train!, plan.Options);
        var (steps, looking) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var epoch in trainer.Run())
        {
            // What is left after the last epoch is that of the last epoch alone.
            (steps, looking) = epoch.Number == 2 ? (trainer.StepTime, trainer.ValidationTime)
                : epoch.Number == 3 ? (trainer.StepTime - steps, trainer.ValidationTime - looking)
                : (steps, looking);
        }

        return new Cost(preparation, steps, looking).Of(rows.Length, count);
    }

    /// <summary>What a training costs.</summary>
    /// <param name="Preparation">Before the first epoch.</param>
    /// <param name="Epoch">The steps of an epoch.</param>
    /// <param name="Look">Predicting all rows held back.</param>
    internal readonly record struct Cost(TimeSpan Preparation, TimeSpan Epoch, TimeSpan Look)
    {
        /// <summary>The cost of all rows, where this is that of some of them: the size of a minibatch does not depend on how many there are.</summary>
        public Cost Of(int rows, int measured)
        {
            var more = (double)rows / measured;
            return new Cost(Preparation * more, Epoch * more, Look * more);
        }

        /// <summary>How many epochs there is room for, at most <paramref name="most"/>, with the looks between them and two more at the end.</summary>
        public int EpochsIn(TimeSpan time, int most)
        {
            var epochs = most;
            while (epochs > 0 && Preparation + (epochs * Epoch) + ((Math.Min(epochs, LooksAtValidation) + 2) * Look) > time)
            {
                epochs--;
            }

            return epochs;
        }
    }
}
