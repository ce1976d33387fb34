using System.Diagnostics;
using System.Globalization;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// Lets the rows decide on the alternatives of a preset. Two networks learn from four fifths of the rows, first by the preset as it is, then with
/// one alternative after the other, and are judged on the other fifth. An alternative is taken where its loss is smaller by more than one
/// standard error of the mean difference row by row: the "one standard error rule" of Breiman, Friedman, Olshen, Stone,
/// "Classification and Regression Trees", 1984, section 3.4.3. The test part takes no part in it.
/// </summary>
internal sealed class PresetChoice
{
    /// <summary>Fewer rows to learn from are too few to tell alternatives apart.</summary>
    public const int LeastRows = 2_000;

    private const double HeldBack = 0.2;
    private const int Members = 2;
    private readonly Table _table;
    private readonly Schema _schema;
    private readonly TabularOptions _options;
    private readonly Preset _preset;
    private readonly Split _parts;
    private readonly IProgress<TabularEpoch>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly int _fold;

    private PresetChoice(Table table, Schema schema, TabularOptions options, Preset preset, Split parts, IProgress<TabularEpoch>? progress, CancellationToken cancellation, int fold) =>
        (_table, _schema, _options, _preset, _parts, _progress, _cancellation, _fold) = (table, schema, options, preset, parts, progress, cancellation, fold);

    /// <summary>
    /// The options with the alternatives that the rows chose; unchanged where there is no preset with alternatives, there are too few rows, or a time
    /// limit, which better goes to the training itself.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">What its columns mean.</param>
    /// <param name="strata">Of each row, below 0 where it is not to be learned from.</param>
    /// <param name="options">The choices.</param>
    /// <param name="notices">Told of the choice.</param>
    /// <param name="progress">Told of each epoch; or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="fold">The fold of a cross-validation, counted from 1; 0 outside of one.</param>
    /// <exception cref="DataException">The table cannot be learned from.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: half a choice is none.</exception>
    public static TabularOptions Of(
        Table table, Schema schema, int[] strata, TabularOptions options, List<Notice> notices, IProgress<TabularEpoch>? progress, CancellationToken cancellation, int fold = 0)
    {
        if (options.TimeLimit is not null || Presets.Of(options, schema, strata) is not { Alternatives.Count: > 0 } preset)
        {
            return options;
        }

        var split = TabularTrainer.Divide(options, schema, strata);
        var learned = new int[strata.Length];
        Array.Fill(learned, -1);
        foreach (var row in split.Train.Concat(split.Validation))
        {
            learned[row] = strata[row];
        }

        if (split.Train.Count + split.Validation.Count < LeastRows)
        {
            return options with { Alternative = PresetAlternative.None };
        }

        var choice = new PresetChoice(table, schema, options, preset, Split.Of(learned, HeldBack, 0, options.Seed), progress, cancellation, fold);
        return options with { Alternative = choice.Names(notices) };
    }

    private string Names(List<Notice> notices)
    {
        var chosen = PresetAlternative.None;
        if (Losses(chosen) is not { } first)
        {
            return chosen;
        }

        var best = first;
        List<string> figures = [$"{LossName} {Figure(first)} as it is"];
        foreach (var alternative in _preset.Alternatives.Where(alternative => !alternative.IsOfNumbers || _schema.Features.Any(feature => feature.Kind == ColumnKind.Number)))
        {
            var names = alternative.After(chosen);
            var losses = Losses(names);
            figures.Add($"{(losses is null ? "diverged" : Figure(losses))} with {InWords(names)}");
            if (losses is not null && IsBetter(losses, best))
            {
                (chosen, best) = (names, losses);
            }
        }

        notices.Add(new Notice(
            NoticeKind.Training,
            null,
            $"Trials of the preset {_preset.Name} on {first.Length.ToString("N0", CultureInfo.InvariantCulture)} rows held back: {string.Join(", ", figures)}. So it is trained {(chosen == PresetAlternative.None ? "as it is" : "with " + InWords(chosen))}."));
        return chosen;

        static string InWords(string names) => names.Replace(",", " and ", StringComparison.Ordinal);
    }

    /// <summary>Whether the mean difference is more than its standard error.</summary>
    internal static bool IsBetter(double[] losses, double[] than)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < losses.Length; i++)
        {
            sum += than[i] - losses[i];
        }

        var mean = sum / losses.Length;
        for (var i = 0; i < losses.Length; i++)
        {
            var deviation = than[i] - losses[i] - mean;
            squares += deviation * deviation;
        }

        return mean > Math.Sqrt(squares / (losses.Length - 1.0) / losses.Length);
    }

    /// <summary>The loss of each row held back, of networks trained with some alternatives; null where they diverged.</summary>
    private double[]? Losses(string names)
    {
        var earlier = _options.Adjust;
        var options = _options with
        {
            Alternative = names,
            Test = 0,
            TestTable = null,
            Refit = false,
            Adjust = given => (earlier?.Invoke(given) ?? given) with { Members = Members, Folds = 0 },
        };
        using var training = new TabularTraining(_table, _schema, [], _parts, options, _fold, Stopwatch.StartNew());
        while (!training.Trainer.IsOver)
        {
            if (training.Advance(_cancellation).Epoch is not null)
            {
                _progress?.Report(training.Epochs[^1] with { Alternative = names });
            }
        }

        if (training.Trainer.Reason == StopReason.Cancelled)
        {
            // Of processes that train together another one may have been told.
            throw new OperationCanceledException(_cancellation);
        }

        if (training.Trainer.Reason == StopReason.Diverged)
        {
            return null;
        }

        int[] rows = [.. _parts.Validation];
        var predicted = training.Finish(null, CancellationToken.None).Model.Predict(_table.Select(rows));
        if (_schema.Target!.Task == LearningTask.Regression)
        {
            var numbers = TargetValues.Numbers(_table, _schema.Target, rows);
            return [.. numbers.Select((number, i) => OfNumber((double)predicted.Values[i] - number))];
        }

        var classes = TargetValues.Classes(_table, _schema.Target, rows);
        return [.. classes.Select((known, i) => OfClass(predicted.Probabilities.Row(i), known))];
    }

    private TabularMetric Metric => TabularMetric.Chosen(_preset.Metric, _schema.Target!.Task);

    private bool IsAbsolute => Metric == TabularMetric.MeanAbsoluteError;

    private bool IsLogarithmic => Metric == TabularMetric.LogLoss || Metric == TabularMetric.AreaUnderCurve;

    private string LossName => _schema.Target!.Task == LearningTask.Regression
        ? IsAbsolute ? "mean absolute error" : "RMSE"
        : IsLogarithmic ? "log loss" : "Brier score";

    private string Figure(double[] losses)
    {
        var mean = losses.Average();
        var figure = _schema.Target!.Task == LearningTask.Regression && !IsAbsolute ? Math.Sqrt(mean) : mean;

        // Four digits, and large numbers without an exponent.
        return figure.ToString(figure is >= 1_000 and < 1e12 ? "0" : "G4", CultureInfo.InvariantCulture);
    }

    private double OfNumber(double error) => IsAbsolute ? Math.Abs(error) : error * error;

    /// <summary>
    /// Log loss where that is the metric. Accuracy has the Brier score in its place, Σₖ (pₖ − [k is the class])²: it tells more than hits and misses, and a
    /// few rows that were thought impossible do not outweigh all others.
    /// </summary>
    private double OfClass(ReadOnlySpan<float> probabilities, int known)
    {
        if (IsLogarithmic)
        {
            return -Math.Log(Math.Max(probabilities[known], 1e-7));
        }

        var sum = 0.0;
        for (var k = 0; k < probabilities.Length; k++)
        {
            var error = probabilities[k] - (k == known ? 1.0 : 0);
            sum += error * error;
        }

        return sum;
    }
}
