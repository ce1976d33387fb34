using System.Diagnostics;
using System.Text;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// Trainings on all folds but one, each judged on that one. Fold k belongs to rank k mod P of P processes that train together; what it trained is
/// handed to all, who judge it alike. So the result is the same with any number of processes.
/// </summary>
internal static class CrossValidation
{
    /// <summary>The judgements of all folds.</summary>
    public static CrossValidationResult Of(
        Table table, TabularOptions options, int folds, IProgress<TabularEpoch>? progress, CancellationToken cancellation)
    {
        var (schema, notices) = TabularTrainer.Infer(table, options);
        var strata = TargetValues.Strata(table, schema.Target!);
        int[][] heldOut = [.. Split.Folds(strata, folds, options.Seed).Select(rows => rows.ToArray())];
        var others = options.Collective is { Size: > 1 } ? options.Collective : null;
        SameOnAllRanks.CheckTable(table, others);
        var evaluations = new Evaluation?[heldOut.Length];
        var models = new TabularModel?[heldOut.Length];
        long? diverged = null;
        for (var fold = others?.Rank ?? 0; fold < heldOut.Length && diverged is null; fold += others?.Size ?? 1)
        {
            var result = Fit(table, schema, strata, options, heldOut[fold], fold + 1, progress, cancellation, ref notices);
            cancellation.ThrowIfCancellationRequested();
            (evaluations[fold], models[fold], diverged) = (result.Test, result.Model, result.Training.DivergedAtStep);
            _ = others is null ? result.Training.ThrowIfDiverged() : null;
        }

        if (others is not null)
        {
            ThrowIfAnyDiverged(diverged, others);
            for (var fold = 0; fold < heldOut.Length; fold++)
            {
                var model = Share(models[fold], fold % others.Size, others);
                evaluations[fold] ??= model.Evaluate(table, heldOut[fold], options.Threads);
            }
        }

        var judged = evaluations.OfType<Evaluation>().ToList();
        return new CrossValidationResult(judged, Summary(judged), notices);
    }

    private static TabularResult Fit(
        Table table,
        Schema schema,
        int[] strata,
        TabularOptions options,
        int[] heldOut,
        int number,
        IProgress<TabularEpoch>? progress,
        CancellationToken cancellation,
        ref IReadOnlyList<Notice> notices)
    {
        var rest = strata.ToArray();
        foreach (var row in heldOut)
        {
            rest[row] = -1;
        }

        var clock = Stopwatch.StartNew();
        var fitting = TabularTrainer.Fitted(table, schema, rest, options with { TestTable = null, Test = 0, Collective = null }, clock, ref notices, progress, cancellation);
        var validation = TabularTrainer.ValidationShare(fitting, schema.Target!.Task, rest, rest.Count(stratum => stratum >= 0));
        var split = Split.Of(rest, validation, 0, options.Seed) with { Test = heldOut };
        return TabularTrainer.Complete(new TabularTraining(table, schema, notices, split, fitting, number, clock), progress, cancellation);
    }

    /// <summary>All ranks end alike where the training of any fold diverged.</summary>
    private static void ThrowIfAnyDiverged(long? step, Collective others)
    {
        var steps = new double[others.Size];
        steps[others.Rank] = step ?? 0;
        others.Share(steps);
        if (Array.Find(steps, other => other > 0) is > 0 and var first)
        {
            throw DivergedException.AtStep((long)first);
        }
    }

    /// <summary>Copies a model of one rank to all.</summary>
    private static TabularModel Share(TabularModel? own, int owner, Collective others)
    {
        var description = own is null ? [] : Encoding.UTF8.GetBytes(own.ToJson());
        var lengths = new double[3];
        if (own is not null)
        {
            (lengths[0], lengths[1], lengths[2]) = (description.Length, own.Network.Parameters.Length, own.Network.State.Length);
        }

        others.Share(lengths);
        var (parameters, state) = (own?.Network.Parameters.ToArray() ?? new float[(int)lengths[1]], own?.Network.State.ToArray() ?? new float[(int)lengths[2]]);
        description = own is null ? new byte[(int)lengths[0]] : description;
        others.Broadcast(description, owner);
        Broadcast(parameters);
        Broadcast(state);
        return own ?? TabularModel.FromJson(Encoding.UTF8.GetString(description)).WithParameters(parameters, state);

        void Broadcast(float[] numbers)
        {
            var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(numbers).ToArray();
            others.Broadcast(bytes, owner);
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).CopyTo(numbers);
        }
    }

    private static OrderedDictionary<string, (double Mean, double Deviation)> Summary(List<Evaluation> folds)
    {
        var summary = new OrderedDictionary<string, (double, double)>();
        foreach (var name in folds[0].Metrics.Keys)
        {
            var values = folds.Where(fold => fold.Metrics.ContainsKey(name)).Select(fold => fold.Metrics[name]).ToList();
            var mean = values.Sum() / values.Count;
            var squares = values.Sum(value => (value - mean) * (value - mean));
            summary.Add(name, (mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1)) : 0));
        }

        return summary;
    }
}
